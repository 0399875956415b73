import { bestReading, type Reading, type TextSample } from './delimiter';
import type { Structure } from './structure';

/** How cells are quoted, and the reading that showed it. */
export interface Quoting {
	readonly quote: string;
	readonly escape: string;
	readonly reading: Reading;
}

const DOUBLE = '"';
const SINGLE = "'";
const BACKSLASH = '\\';
/** A cell in single quotes, from one delimiter or line end to another: `O'Hara` is none. */
const SINGLE_QUOTED = /(?:^|[,;\t|:~^])[ ]*'[^'\n\r]*'[ ]*(?:$|[,;\t|:~^])/m;
/** Cells in single quotes, below which they are apostrophes unless they make the rows fit. */
const MIN_SINGLE = 2;

/** What the user fixed of a file's quotes, and the delimiters that come into question. */
export interface QuotingSettings {
	readonly quote?: string | undefined;
	readonly escape?: string | undefined;
	readonly comment?: string | undefined;
	readonly delimiters: readonly string[];
}

/**
 * Finds quote and escape: double quotes, doubled, unless a backslash before them makes
 * more cells right, or cells are clearly in single quotes.
 */
export function detectQuoting(sample: TextSample, set: QuotingSettings): Quoting {
	const double = detectEscape(sample, set, set.quote ?? DOUBLE);
	if (set.quote !== undefined || double.reading.quotedCells > 0) return double;
	if (!SINGLE_QUOTED.test(sample.text)) return double;
	const single = detectEscape(sample, set, SINGLE);
	const { quotedCells, badQuotes, score } = single.reading;
	const sure = quotedCells >= MIN_SINGLE || (quotedCells > 0 && score > double.reading.score);
	return sure && badQuotes === 0 ? single : double;
}

function detectEscape(sample: TextSample, set: QuotingSettings, quote: string): Quoting {
	const doubled = readQuoted(sample, set, quote, set.escape ?? quote);
	if (set.escape !== undefined || !sample.text.includes(BACKSLASH + quote) || quote === '') return doubled;
	const escaped = readQuoted(sample, set, quote, BACKSLASH);
	return escaped.reading.badQuotes < doubled.reading.badQuotes ? escaped : doubled;
}

function readQuoted(sample: TextSample, set: QuotingSettings, quote: string, escape: string): Quoting {
	const structure: Structure = { delimiter: undefined, quote, escape, comment: set.comment };
	return { quote, escape, reading: bestReading(sample, structure, set.delimiters) };
}
