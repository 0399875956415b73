/** What no file system takes in a name, control characters, and marks that turn the direction of text and so hide an ending. */
const FORBIDDEN = /[\p{Cc}<>:"/\\|?*\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Surrogate}/gu;
/** Names of devices, which Windows keeps for itself with any ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?=\.|$)/i;
/** Characters on Windows, bytes elsewhere. */
const LONGEST = 255;
const PLACEHOLDER = /\{(date|time|count|filter|part)\}/g;

/** How exported files are named where the user sets nothing, by the language. */
export const DEFAULT_FILE_NAMES: Readonly<Record<'en' | 'pl' | 'zh', string>> = {
	en: 'customers_export {date}_{time}',
	pl: 'klienci_eksport {date}_{time}',
	zh: 'CRM客户数据_export {date}_{time}',
};

/** What stands for the placeholders of a name. */
export interface FileNameValues {
	/** The ending of the format, without the dot. */
	readonly extension: string;
	readonly now: Date;
	/** The IANA name of the zone whose date it is. */
	readonly timeZone: string;
	/** How many customers are exported. */
	readonly count?: number;
	/** The name of the filter. */
	readonly filter?: string;
	/** The number of the file where there are several. A pattern without `{part}` gets it at its end. */
	readonly part?: number;
}

/**
 * The name of an exported file by a pattern with `{date}` (`2026-11-22`), `{time}` (`10-09-30`), `{count}`,
 * `{filter}` and `{part}`. Whatever is filled in, Windows, macOS, Linux and archives take the name:
 * characters they forbid become underscores, and what is too long is cut before the part and the ending.
 */
export function exportFileName(pattern: string, values: FileNameValues): string {
	const { part, extension } = values;
	const needsPart = part !== undefined && !pattern.includes('{part}');
	const filled = pattern.replace(PLACEHOLDER, (_, name: string) => fill(name, values));
	const ending = `${needsPart ? `_${part}` : ''}.${extension}`;
	const stem = safeStem(withoutEnding(filled, `.${extension}`));
	return cut(stem, LONGEST - Buffer.byteLength(ending)) + ending;
}

function fill(name: string, { now, timeZone, count, filter = '', part }: FileNameValues): string {
	// The Swedish form of a date is the one of ISO 8601.
	const [date = '', time = ''] = now.toLocaleString('sv-SE', { timeZone }).split(' ');
	if (name === 'date') return date;
	if (name === 'time') return time.replaceAll(':', '-');
	if (name === 'filter') return filter;
	return String((name === 'count' ? count : part) ?? '');
}

function withoutEnding(name: string, ending: string): string {
	return name.toLowerCase().endsWith(ending.toLowerCase()) ? name.slice(0, -ending.length) : name;
}

/** No name ends with a dot or a blank on Windows, and one that starts with a dot is hidden elsewhere. */
function safeStem(name: string): string {
	const plain = name
		.normalize('NFC')
		.replace(FORBIDDEN, '_')
		.replace(/^[\s.]+|[\s.]+$/g, '');
	if (plain === '') return 'customers';
	return DEVICE.test(plain) ? `_${plain}` : plain;
}

function cut(name: string, bytes: number): string {
	let kept = '';
	let length = 0;
	for (const character of name) {
		length += Buffer.byteLength(character);
		if (length > bytes) return kept.replace(/[\s.]+$/, '');
		kept += character;
	}
	return kept;
}
