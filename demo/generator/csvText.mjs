/** Puts quotes around a cell where it needs them, as RFC 4180 has it. */
export function quoteCell(text, delimiter) {
	const needsQuotes = text.includes(delimiter) || /["\r\n]/u.test(text);
	return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** How many lines a text takes, whichever line ends it has. */
export function countLineEnds(text) {
	return text.match(/\r\n|\r|\n/gu)?.length ?? 0;
}

/**
 * Lays records out as the text of a file, and tells at which line each begins.
 * @param {{ line: string, lineEnd: string }[]} records
 * @returns {{ text: string, lineNumbers: number[] }}
 */
export function layOut(records) {
	let line = 1;
	const lineNumbers = [];
	for (const record of records) {
		lineNumbers.push(line);
		line += countLineEnds(record.line + record.lineEnd);
	}
	return { text: records.map(({ line, lineEnd }) => line + lineEnd).join(''), lineNumbers };
}
