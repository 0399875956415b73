import type { LabelLanguage } from '../../fields';
import type { Outcome } from '../../model';
import { ENGLISH } from './wordsEnglish';
import { CHINESE } from './wordsChinese';
import { POLISH } from './wordsPolish';

/** What a page tells of: rows that were imported, or would be; a plan that was applied; an import taken back. */
export type PageKind = 'import' | 'preview' | 'apply' | 'undo';

/** The forms of a word after a number, by the categories of `Intl.PluralRules`; `#` stands for the number. */
export interface Forms {
	readonly one?: string;
	readonly few?: string;
	readonly many?: string;
	readonly other: string;
}

/** All words of a page in one language. Texts may hold `{names}` that are filled in. */
export interface PageWords {
	/** The language and the way numbers and times are written (BCP 47). */
	readonly locale: string;
	/** What the page is about: `{destination}`. */
	readonly title: Readonly<Record<PageKind, string>>;
	/** How it went, before the counts: `{rows}`. */
	readonly lead: Readonly<Record<PageKind, string>>;
	readonly stopped: string;
	/** What ends a sentence. */
	readonly fullStop: string;
	/** What stands between two sentences. */
	readonly space: string;
	readonly nothing: string;
	/** What became of rows, in a sentence. */
	readonly done: Readonly<Record<Outcome, Forms>>;
	/** What would become of them. */
	readonly planned: Readonly<Partial<Record<Outcome, Forms>>>;
	/** What was taken back. */
	readonly reversed: Readonly<Partial<Record<Outcome, Forms>>>;
	/** All rows that were not saved. */
	readonly notSaved: Forms;
	/** The same of a preview. */
	readonly notToSave: Forms;
	readonly rows: Forms;
	readonly attention: Forms;
	readonly allFine: string;
	/** The name of each outcome and what it means. */
	readonly outcomes: Readonly<Record<Outcome, readonly [name: string, meaning: string]>>;
	/** The same where an import was taken back, as far as it differs. */
	readonly undone: Readonly<Partial<Record<Outcome, readonly [name: string, meaning: string]>>>;
	readonly headings: {
		readonly outcomes: string;
		readonly problems: string;
		readonly rows: string;
		/** Instead of `rows`, where an import was taken back. */
		readonly kept: string;
		readonly changes: string;
		readonly about: string;
	};
	readonly columns: {
		readonly outcome: string;
		readonly count: string;
		readonly share: string;
		readonly meaning: string;
		readonly problem: string;
		readonly toDo: string;
		readonly row: string;
		readonly cells: string;
		readonly field: string;
		readonly changed: string;
		readonly examples: string;
	};
	readonly severity: { readonly error: string; readonly warning: string };
	readonly empty: string;
	readonly noProblems: string;
	readonly more: Forms;
	readonly moreHint: string;
	readonly search: string;
	/** `{shown}` of `{all}`. */
	readonly found: string;
	readonly masked: string;
	readonly facts: {
		readonly destination: string;
		readonly source: string;
		readonly started: string;
		readonly duration: string;
		readonly rows: string;
		readonly importId: string;
		readonly of: string;
		readonly planId: string;
	};
	readonly seconds: Forms;
	readonly minutes: Forms;
	readonly hours: Forms;
}

const WORDS: Readonly<Record<LabelLanguage, PageWords>> = { en: ENGLISH, pl: POLISH, zh: CHINESE };

export function wordsOf(language: LabelLanguage): PageWords {
	return WORDS[language];
}

/** The name of an outcome and what it means on a page of this kind. */
export function outcomeWords(
	words: PageWords,
	kind: PageKind,
	outcome: Outcome,
): readonly [name: string, meaning: string] {
	return (kind === 'undo' ? words.undone[outcome] : undefined) ?? words.outcomes[outcome];
}

/** A number with its word in the right form: `1 row`, `2,000 rows`. */
export function counted(words: PageWords, forms: Forms, count: number): string {
	const category = new Intl.PluralRules(words.locale).select(count);
	const form = (category === 'zero' || category === 'two' ? undefined : forms[category]) ?? forms.other;
	return form.replace('#', formatNumber(words, count));
}

/** A number as the language writes it. */
export function formatNumber({ locale }: PageWords, count: number): string {
	return count.toLocaleString(locale);
}

/** A text with its `{names}` filled in. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
	return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
