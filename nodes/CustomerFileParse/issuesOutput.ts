import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ImportError, RowIssue } from '../../lib';
import { countOf } from '../shared/execution';
import { ROW_NUMBER } from '../shared/itemKeys';

/** The most issues that are listed one by one; the rest is counted. */
const MOST_ISSUES = 1000;

/** The output 'Issues' under construction. */
export interface IssuesOutput {
	/** @param source the file, sheet or file inside, for issues that do not say it themselves */
	add(issues: readonly RowIssue[], source: string, itemIndex: number): void;
	/** A part of a file that cannot be read. These have a thousand places of their own. */
	addUnreadable(error: ImportError, source: string, itemIndex: number): void;
	finish(): INodeExecutionData[];
}

/** Gathers what was noticed in the files: one item for each issue, and a last one with the count of those left out. */
export function issuesOutput(): IssuesOutput {
	const listed = { issues: 0, unreadable: 0 };
	const items: INodeExecutionData[] = [];
	let left = 0;
	let lastItem = 0;

	function list(kind: keyof typeof listed, json: () => IDataObject, itemIndex: number): void {
		lastItem = itemIndex;
		if (listed[kind]++ < MOST_ISSUES) items.push({ json: json(), pairedItem: { item: itemIndex } });
		else left += 1;
	}

	return {
		add(issues, source, itemIndex) {
			for (const issue of issues) list('issues', () => issueToJson(issue, source), itemIndex);
		},
		addUnreadable(error, source, itemIndex) {
			list('unreadable', () => unreadableToJson(error, source), itemIndex);
		},
		finish: () =>
			left === 0 ? items : [...items, { json: moreIssues(left), pairedItem: { item: lastItem } }],
	};
}

/** An issue as the fields of an item. */
export function issueToJson(issue: RowIssue, source?: string): IDataObject {
	const file = issue.source ?? source;
	return {
		code: issue.code,
		severity: issue.severity,
		problem: issue.message,
		...(issue.hint === undefined ? {} : { hint: issue.hint }),
		...(issue.rowNumber === undefined ? {} : { [ROW_NUMBER]: issue.rowNumber }),
		...(issue.label === undefined ? {} : { label: issue.label }),
		...(issue.value === undefined ? {} : { value: issue.value }),
		...(file === undefined ? {} : { file }),
	};
}

function unreadableToJson({ code, message, hint }: ImportError, source: string): IDataObject {
	return {
		code,
		severity: 'error',
		problem: message,
		...(hint === undefined ? {} : { hint }),
		file: source,
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
