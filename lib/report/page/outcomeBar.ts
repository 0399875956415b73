import { OUTCOMES } from '../../model';
import { trusted, markup, type Markup } from './markup';
import { type Page, percent, section } from './page';
import { OUTCOME_COLOURS } from './style';
import { formatNumber, outcomeWords } from './words';

/** Narrower parts could not be seen, in percent. */
const NARROWEST = 0.6;

/** How the rows divide: a bar, made of a table so that e-mail programs show it too, and its numbers in a table. */
export function outcomeSection(page: Page): Markup {
	const { words, report, kind } = page;
	const met = OUTCOMES.filter((outcome) => report.outcomes[outcome] > 0);
	if (met.length === 0) return markup``;
	const { columns } = words;
	const rows = met.map((outcome) => {
		const [name, meaning] = outcomeWords(words, kind, outcome);
		const count = report.outcomes[outcome];
		const share = (count / report.rows).toLocaleString(words.locale, {
			style: 'percent',
			maximumFractionDigits: 1,
		});
		return markup`<tr><th scope="row"><span class="dot" style="background:${OUTCOME_COLOURS[outcome]}"></span>${name}</th><td class="number">${formatNumber(words, count)}</td><td class="number quiet">${share}</td><td class="quiet">${meaning}</td></tr>
`;
	});
	return section(
		'outcomes',
		words.headings.outcomes,
		bar(page, met),
		markup`<table class="data legend"><caption>${words.headings.outcomes}</caption><thead><tr><th scope="col">${columns.outcome}</th><th scope="col" class="number">${columns.count}</th><th scope="col" class="number">${columns.share}</th><th scope="col">${columns.meaning}</th></tr></thead><tbody>
${rows}</tbody></table>`,
	);
}

/** The table below says the same in words, so the bar itself is passed over by screen readers. */
function bar({ words, report, kind }: Page, met: readonly (typeof OUTCOMES)[number][]): Markup {
	const parts = met.map((outcome) => {
		const share = Math.max(NARROWEST, (report.outcomes[outcome] / report.rows) * 100);
		const colour = OUTCOME_COLOURS[outcome];
		const title = `${outcomeWords(words, kind, outcome)[0]}: ${formatNumber(words, report.outcomes[outcome])}`;
		return markup`<td width="${percent(share, 100)}" bgcolor="${colour}" style="background:${colour};height:26px" title="${title}">${trusted('&nbsp;')}</td>`;
	});
	return markup`<table class="bar" role="presentation" aria-hidden="true" width="100%" cellpadding="0" cellspacing="0"><tr>${parts}</tr></table>
`;
}
