/** What a pax header says about the entry that follows it. */
export interface PaxFacts {
	name?: Buffer;
	size?: number;
	sparse?: boolean;
}

const SPACE = 0x20;
const LINE_END = 0x0a;

/** Reads a pax header, POSIX.1-2017 `pax`: records of `LENGTH KEY=VALUE` and a line break, the length in bytes. */
export function readPax(bytes: Buffer): PaxFacts {
	const facts: PaxFacts = {};
	for (let at = 0; at < bytes.length;) {
		const space = bytes.indexOf(SPACE, at);
		const length = space === -1 ? Number.NaN : Number(bytes.toString('latin1', at, space));
		const end = at + length;
		if (!(end > space + 1 && end <= bytes.length && bytes[end - 1] === LINE_END)) break;
		addFact(facts, bytes.subarray(space + 1, end - 1));
		at = end;
	}
	return facts;
}

function addFact(facts: PaxFacts, record: Buffer): void {
	const equals = record.indexOf('=');
	const key = record.toString('latin1', 0, equals);
	const value = record.subarray(equals + 1);
	if (key === 'path') facts.name = value;
	else if (key === 'size') facts.size = sizeOf(value);
	else if (key.startsWith('GNU.sparse.')) facts.sparse = true;
}

function sizeOf(value: Buffer): number {
	const size = Number(value.toString('latin1'));
	return Number.isSafeInteger(size) && size >= 0 ? size : 0;
}
