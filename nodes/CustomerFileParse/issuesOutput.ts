import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RowIssue } from '../../lib';
import { countOf } from '../shared/execution';
import { ROW_NUMBER } from '../shared/itemKeys';

/** The most issues that are listed one by one; the rest is counted. */
const MOST_ISSUES = 1000;

/** The output 'Issues' under construction. */
export interface IssuesOutput {
	add(issues: readonly RowIssue[], fileName: string, itemIndex: number): void;
	finish(): INodeExecutionData[];
}

/** Gathers what was noticed in the files: one item for each issue, and a last one with the count of those left out. */
export function issuesOutput(): IssuesOutput {
	const items: INodeExecutionData[] = [];
	let left = 0;
	let lastItem = 0;
	return {
		add(issues, fileName, itemIndex) {
			const listed = issues.slice(0, Math.max(0, MOST_ISSUES - items.length));
			for (const issue of listed)
				items.push({ json: issueToJson(issue, fileName), pairedItem: { item: itemIndex } });
			left += issues.length - listed.length;
			lastItem = itemIndex;
		},
		finish: () =>
			left === 0 ? items : [...items, { json: moreIssues(left), pairedItem: { item: lastItem } }],
	};
}

function issueToJson(issue: RowIssue, fileName: string): IDataObject {
	return {
		code: issue.code,
		severity: issue.severity,
		problem: issue.message,
		...(issue.hint === undefined ? {} : { hint: issue.hint }),
		...(issue.rowNumber === undefined ? {} : { [ROW_NUMBER]: issue.rowNumber }),
		...(issue.label === undefined ? {} : { label: issue.label }),
		...(issue.value === undefined ? {} : { value: issue.value }),
		file: issue.source ?? fileName,
	};
}

function moreIssues(left: number): IDataObject {
	return {
		code: 'MORE_ISSUES',
		severity: 'warning',
		problem: `${countOf(left, 'more issue')} not listed here`,
		count: left,
	};
}
