import type { LabelLanguage } from '../../fields';
import type { ImportReport, IssueCode } from '../../model';
import { CHINESE_ISSUES } from './issuesChinese';
import { POLISH_ISSUES } from './issuesPolish';

/** What issues of rows say in another language, and what to do. Issues of whole files are in no report of rows. */
export type IssueWords = Readonly<Partial<Record<IssueCode, readonly [message: string, hint?: string]>>>;

const WORDS: Readonly<Record<LabelLanguage, IssueWords>> = {
	en: {},
	pl: POLISH_ISSUES,
	zh: CHINESE_ISSUES,
};

/** An issue in the language of the page; as it is where that has no words for it. */
export function issueIn(
	language: LabelLanguage,
	issue: ImportReport['issues'][number],
): Pick<ImportReport['issues'][number], 'message' | 'hint'> {
	const [message, hint] = WORDS[language][issue.code] ?? [];
	if (message === undefined) return issue;
	return { message, ...(hint === undefined ? {} : { hint }) };
}
