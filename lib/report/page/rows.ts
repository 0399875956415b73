import { titleOf } from '../../fields';
import type { FieldValue, RowOutcome } from '../../model';
import { hintsOf, reasonsOf } from '../unsaved';
import { type Content, markup, type Markup } from './markup';
import { foreign, type Page, shownValue } from './page';
import { OUTCOME_COLOURS } from './style';
import { counted, formatNumber, outcomeWords } from './words';

/** Cells of a row that are shown. */
const MOST_CELLS = 40;

/** The beginning of the table of rows to correct. The search box is shown by the script that makes it work. */
export function rowsBegin({ words, kind }: Page): Markup {
	const { headings, columns } = words;
	const heading = kind === 'undo' ? headings.kept : headings.rows;
	return markup`<tr><td class="section"><h2 id="to-correct">${heading}</h2><p class="found" hidden><label for="search" class="small quiet">${words.search}</label><input id="search" class="search" type="search" autocomplete="off"><span id="found" class="small quiet" role="status" data-text="${words.found}"></span></p>
<table id="rows" class="data stack"><caption>${heading}</caption><thead><tr><th scope="col" width="14%">${columns.row}</th><th scope="col" width="38%">${columns.problem}</th><th scope="col">${columns.cells}</th></tr></thead><tbody>
`;
}

/** The end of it, with how many more there are. */
export function rowsEnd({ words }: Page, left: number): Markup {
	const more =
		left === 0
			? undefined
			: markup`<p class="quiet">… ${counted(words, words.more, left)}. ${words.moreHint}</p>`;
	return markup`</tbody></table>${more}</td></tr>
`;
}

/** A row to correct: where it stood, why it was not saved and what to do, and its cells. */
export function rowToCorrect(page: Page, row: RowOutcome): Markup {
	const { words } = page;
	const hint = hintsOf(row);
	const source =
		row.source === undefined
			? undefined
			: markup`<br><span class="small quiet">${foreign(row.source)}</span>`;
	const reasons = reasonsOf(row).map(
		({ label, message }) =>
			markup`<p class="reason">${label === undefined ? undefined : markup`<b>${foreign(label)}:</b> `}${foreign(message)}</p>`,
	);
	return markup`<tr><td data-label="${words.columns.row}">${formatNumber(words, row.rowNumber)}${source}</td><td>${tag(page, row)}${reasons}${hint === '' ? undefined : markup`<p class="hint">${foreign(hint)}</p>`}</td><td>${cells(page, row)}</td></tr>
`;
}

function tag({ words, kind }: Page, { outcome }: RowOutcome): Content {
	const colour = TAG_COLOURS[outcome] ?? OUTCOME_COLOURS[outcome];
	return markup`<span class="tag" style="background:${colour}">${outcomeWords(words, kind, outcome)[0]}</span>`;
}

/** Darker where white letters would be hard to read on the colour of the bar. */
const TAG_COLOURS: Readonly<Partial<Record<RowOutcome['outcome'], string>>> = {
	ambiguous: '#8a6500',
	rejected: '#b0500f',
	skipped: '#6d675d',
};

function cells(page: Page, row: RowOutcome): readonly Content[] {
	const wrong = new Set(reasonsOf(row).flatMap(({ label, field }) => [label, field]));
	const values: ReadonlyArray<[string, FieldValue | undefined]> = Object.entries(row.raw ?? row.record ?? {});
	const shown = values.slice(0, MOST_CELLS).map(([name, value]) => {
		const mark = wrong.has(name) ? 'cell wrong' : 'cell';
		return markup`<span class="${mark}"><b>${foreign(titleFor(page, row, name))}</b> ${shownValue(value, page)}</span>`;
	});
	return values.length > MOST_CELLS ? [...shown, '…'] : shown;
}

/** A column of the file is shown as it is labelled; the field of a customer by its title. */
function titleFor({ findField, language }: Page, { raw }: RowOutcome, name: string): string {
	const field = raw === undefined ? findField(name) : undefined;
	return field === undefined ? name : titleOf(field, language);
}
