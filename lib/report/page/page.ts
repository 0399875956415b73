import type { LabelLanguage } from '../../fields';
import type { FieldSpec, FieldValue, ImportReport } from '../../model';
import { type Content, markup, type Markup } from './markup';
import type { PageKind, PageWords } from './words';

/** Texts of customers are shown up to this length. */
const LONGEST_TEXT = 200;

/** What the sections of a page are made of. */
export interface Page {
	readonly report: ImportReport;
	readonly words: PageWords;
	readonly language: LabelLanguage;
	readonly kind: PageKind;
	/** The field of a name or a label, where it is known. */
	readonly findField: (name: string) => FieldSpec | undefined;
	/** The IANA name of the zone in which times are shown. */
	readonly timeZone: string;
	readonly masked: boolean;
	readonly facts: Readonly<Partial<Record<'source' | 'of' | 'planId', string>>>;
}

/** A part of the page under a heading. */
export function section(id: string, heading: string, ...content: readonly Content[]): Markup {
	return markup`<tr><td class="section"><h2 id="${id}">${heading}</h2>${content}</td></tr>
`;
}

/** A customer's text, kept to itself: its direction changes nothing around it, and it is cut where it is very long. */
export function foreign(text: string): Markup {
	const characters = text.length > LONGEST_TEXT ? [...text.slice(0, LONGEST_TEXT), '…'].join('') : text;
	return markup`<bdi>${characters}</bdi>`;
}

/** A value of a customer; a word where there is none. */
export function shownValue(value: FieldValue | undefined, { words }: Page): Markup {
	const text = [value]
		.flat()
		.map((cell) => String(cell ?? ''))
		.filter((cell) => cell !== '')
		.join('; ');
	return text === '' ? markup`<i class="quiet">${words.empty}</i>` : foreign(text);
}

/** The part of a whole, as a number that CSS takes. */
export function percent(part: number, whole: number): string {
	return `${whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100}%`;
}
