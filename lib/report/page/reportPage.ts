import type { LabelLanguage } from '../../fields';
import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, ImportReport, RowOutcome } from '../../model';
import { maskReport, maskRow } from '../maskReport';
import { needsCorrection, wasReached } from '../unsaved';
import { changeSection } from './changes';
import { factSection } from './facts';
import { markup, type Markup, trusted } from './markup';
import { outcomeSection } from './outcomeBar';
import type { Page } from './page';
import { problemSection } from './problems';
import { rowsBegin, rowsEnd, rowToCorrect } from './rows';
import { CONTENT_POLICY, SEARCH_SCRIPT } from './searchScript';
import { STYLE } from './style';
import { sentence, summary } from './summary';
import { fill, type PageKind, wordsOf } from './words';

/** Rows to correct that are shown where nothing was set: more than a person reads, few enough for an e-mail. */
const MOST_ROWS = 200;

export interface ReportPageOptions {
	/** What the page tells of; an import when left out. */
	readonly kind?: PageKind;
	/** English when left out. Texts about single rows are in the language they were made in. */
	readonly language?: LabelLanguage;
	/** The IANA name of the zone in which times are shown; UTC when left out. */
	readonly timeZone?: string;
	/** The most rows to correct that are shown. */
	readonly mostRows?: number;
	/** Whether personal data is masked: `j***@example.com`, `*****855`, `J***`. */
	readonly mask?: boolean;
	/** Fields besides the standard ones, for their titles and for what is personal in them. */
	readonly fields?: readonly FieldSpec[];
	/** Which field a column of the file is, where that is known. */
	readonly fieldOfLabel?: (label: string) => FieldSpec | undefined;
	/** Where the rows came from. */
	readonly source?: string;
	/** The import that was taken back. */
	readonly of?: string;
	readonly planId?: string;
}

/**
 * A page that tells a person what became of an import: in a sentence, in numbers, with the rows to correct and what
 * was changed most. One HTML file without anything from outside, for light and dark screens, paper and e-mail.
 * @param rows with their outcomes; those that need no correction, or were not reached, are passed over
 */
export async function* reportPage(
	report: ImportReport,
	rows: AsyncIterable<readonly RowOutcome[]>,
	options: ReportPageOptions = {},
): AsyncGenerator<Uint8Array> {
	const page = makePage(report, options);
	yield bytes(pageBegin(page), summary(page), outcomeSection(page), problemSection(page));
	const { mostRows = MOST_ROWS } = options;
	let count = 0;
	for await (const batch of rows) {
		const fitting = batch.filter((row) => needsCorrection(row) && wasReached(row));
		const shown = fitting.slice(0, Math.max(0, mostRows - count));
		if (count === 0 && fitting.length > 0) yield bytes(rowsBegin(page));
		count += fitting.length;
		const masked = page.masked ? shown.map((row) => maskRow(row, page.findField)) : shown;
		if (masked.length > 0) yield bytes(...masked.map((row) => rowToCorrect(page, row)));
	}
	if (count > 0) yield bytes(rowsEnd(page, Math.max(0, count - mostRows)));
	yield bytes(changeSection(page), factSection(page), pageEnd());
}

/** What happened, in a sentence: for a subject, a notification or a message. */
export function reportSentence(report: ImportReport, options: ReportPageOptions = {}): string {
	return sentence(makePage(report, options));
}

function makePage(report: ImportReport, options: ReportPageOptions): Page {
	const { kind = 'import', language = 'en', timeZone = 'UTC', mask = false, source, of, planId } = options;
	const findField = fieldFinder(options);
	return {
		report: mask ? maskReport(report, findField) : report,
		words: wordsOf(language),
		language,
		kind,
		findField,
		timeZone,
		masked: mask,
		facts: {
			...(source === undefined ? {} : { source }),
			...(of === undefined ? {} : { of }),
			...(planId === undefined ? {} : { planId }),
		},
	};
}

function fieldFinder({ fields = [], fieldOfLabel }: ReportPageOptions): Page['findField'] {
	const known = new Map<string, FieldSpec>();
	for (const field of [...fields, ...STANDARD_FIELDS]) known.set(field.name, field);
	return (name) => known.get(name) ?? fieldOfLabel?.(name);
}

function pageBegin({ words, report, kind }: Page): Markup {
	const title = fill(words.title[kind], { destination: report.destination });
	return markup`<!DOCTYPE html>
<html lang="${words.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(CONTENT_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:16px 8px">
<main>
<table class="card" role="presentation" width="100%" cellpadding="0" cellspacing="0" align="center" style="max-width:1000px;text-align:left">
`;
}

function pageEnd(): Markup {
	return markup`</table>
</main>
</td></tr></table>
<script>${trusted(SEARCH_SCRIPT)}</script>
</body>
</html>
`;
}

function bytes(...pieces: readonly Markup[]): Uint8Array {
	return Buffer.from(pieces.map(({ text }) => text).join(''), 'utf8');
}
