import type { ImportReport } from '../../model';
import { issueIn } from './issueWords';
import { markup, type Markup } from './markup';
import { foreign, type Page, percent, section } from './page';
import { SEVERITY_COLOURS } from './style';
import { formatNumber } from './words';

/** What was noticed, how often, and what to do about it, the most frequent first. */
export function problemSection(page: Page): Markup {
	const { words, report } = page;
	const { columns, headings } = words;
	if (report.rows === 0 && report.issues.length === 0) return markup``;
	if (report.issues.length === 0) {
		return section('problems', headings.problems, markup`<p class="quiet">${words.noProblems}</p>`);
	}
	const most = Math.max(...report.issues.map(({ count }) => count));
	return section(
		'problems',
		headings.problems,
		markup`<table class="data stack"><caption>${headings.problems}</caption><thead><tr><th scope="col" width="46%">${columns.problem}</th><th scope="col" class="number">${columns.count}</th><th scope="col">${columns.toDo}</th></tr></thead><tbody>
${report.issues.map((issue) => problemRow(page, issue, most))}</tbody></table>`,
	);
}

function problemRow({ words, language }: Page, issue: ImportReport['issues'][number], most: number): Markup {
	const { code, severity, count } = issue;
	const { message, hint } = issueIn(language, issue);
	const colour = SEVERITY_COLOURS[severity];
	return markup`<tr><td>${foreign(message)} <span class="code">${words.severity[severity]} ${code}</span><div class="meter" aria-hidden="true"><div style="width:${percent(count, most)};background:${colour}"></div></div></td><td class="number" data-label="${words.columns.count}">${formatNumber(words, count)}</td><td class="quiet">${hint === undefined ? undefined : foreign(hint)}</td></tr>
`;
}
