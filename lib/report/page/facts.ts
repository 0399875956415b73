import { markup, type Markup } from './markup';
import { foreign, type Page, section } from './page';
import { counted, formatNumber } from './words';

/** When, from where, how long, and under which ids it is found again. */
export function factSection(page: Page): Markup {
	const { words, report, facts, masked } = page;
	const { startedAt, finishedAt, importId } = report;
	const list: ReadonlyArray<readonly [string, string | undefined]> = [
		[words.facts.destination, report.destination],
		[words.facts.source, facts.source],
		[words.facts.rows, formatNumber(words, report.rows)],
		[words.facts.started, shownTime(page, startedAt)],
		[words.facts.duration, duration(page, Date.parse(finishedAt) - Date.parse(startedAt))],
		[words.facts.importId, page.kind === 'preview' ? undefined : importId],
		[words.facts.of, facts.of],
		[words.facts.planId, facts.planId],
	];
	const rows = list.map(([name, value]) =>
		value === undefined || value === ''
			? undefined
			: markup`<tr><th scope="row">${name}</th><td>${foreign(value)}</td></tr>
`,
	);
	return section(
		'about',
		words.headings.about,
		markup`<table class="data"><caption>${words.headings.about}</caption><tbody>
${rows}</tbody></table>${masked ? markup`<p class="quiet small">${words.masked}</p>` : undefined}`,
	);
}

function shownTime({ words, timeZone }: Page, iso: string): string {
	const time = new Date(iso);
	if (Number.isNaN(time.getTime())) return iso;
	return time.toLocaleString(words.locale, { dateStyle: 'long', timeStyle: 'long', timeZone });
}

function duration({ words }: Page, milliseconds: number): string | undefined {
	if (!(milliseconds >= 0)) return undefined;
	const seconds = Math.max(1, Math.round(milliseconds / 1000));
	if (seconds < 60) return counted(words, words.seconds, seconds);
	const minutes = Math.floor(seconds / 60);
	const rest = seconds % 60;
	if (minutes < 60) {
		return [
			counted(words, words.minutes, minutes),
			...(rest > 0 ? [counted(words, words.seconds, rest)] : []),
		].join(' ');
	}
	return [
		counted(words, words.hours, Math.floor(minutes / 60)),
		counted(words, words.minutes, minutes % 60),
	].join(' ');
}
