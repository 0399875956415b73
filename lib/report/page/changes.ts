import { titleOf } from '../../fields';
import type { FieldChange } from '../../model';
import { markup, type Markup } from './markup';
import { foreign, type Page, section, shownValue } from './page';
import { formatNumber } from './words';

/** Fields that are shown. */
const MOST_FIELDS = 20;

/** Which fields of existing customers were changed most, with examples. */
export function changeSection(page: Page): Markup {
	const { words, report, findField, language } = page;
	const { columns, headings } = words;
	if (report.changes === undefined || report.changes.length === 0) return markup``;
	const rows = report.changes.slice(0, MOST_FIELDS).map(({ field, count, examples }) => {
		const spec = findField(field);
		const title = spec === undefined ? field : titleOf(spec, language);
		return markup`<tr><th scope="row">${foreign(title)}</th><td class="number" data-label="${columns.changed}">${formatNumber(words, count)}</td><td>${examples.map((change) => example(page, change))}</td></tr>
`;
	});
	return section(
		'changes',
		headings.changes,
		markup`<table class="data stack"><caption>${headings.changes}</caption><thead><tr><th scope="col">${columns.field}</th><th scope="col" class="number">${columns.changed}</th><th scope="col">${columns.examples}</th></tr></thead><tbody>
${rows}</tbody></table>`,
	);
}

function example(page: Page, { before, after }: FieldChange): Markup {
	return markup`<p class="change"><del>${shownValue(before, page)}</del> → <ins>${shownValue(after, page)}</ins></p>`;
}
