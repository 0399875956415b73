/** A stream in the directory of a compound file, or its root. */
export interface DirectoryEntry {
	readonly name: string;
	readonly start: number;
	readonly size: number;
}

interface RawEntry extends DirectoryEntry {
	readonly type: number;
	readonly left: number;
	readonly right: number;
	readonly child: number;
}

const ENTRY_BYTES = 128;
const STREAM = 2;
const ROOT = 5;

/**
 * Reads the directory of a compound file, a tree of entries of 128 bytes.
 * @returns the streams of the root folder; all there are where its tree is broken
 */
export function readDirectory(bytes: Buffer): {
	readonly root: DirectoryEntry | undefined;
	readonly streams: readonly DirectoryEntry[];
} {
	const entries: RawEntry[] = [];
	for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) entries.push(readEntry(bytes, at));
	const root = entries.find(({ type }) => type === ROOT);
	const inRoot = root ? siblings(entries, root.child).filter(({ type }) => type === STREAM) : [];
	return { root, streams: inRoot.length > 0 ? inRoot : entries.filter(({ type }) => type === STREAM) };
}

function readEntry(bytes: Buffer, at: number): RawEntry {
	const nameBytes = Math.min(64, bytes.readUInt16LE(at + 64));
	return {
		name: bytes.toString('utf16le', at, at + nameBytes).replace(/\0[\s\S]*$/, ''),
		type: bytes[at + 66] ?? 0,
		left: bytes.readUInt32LE(at + 68),
		right: bytes.readUInt32LE(at + 72),
		child: bytes.readUInt32LE(at + 76),
		start: bytes.readUInt32LE(at + 116),
		// The upper half is rubbish in files of the first version, and no workbook needs it.
		size: bytes.readUInt32LE(at + 120),
	};
}

/** The entries of a folder hang on its first one as a binary tree, in which a broken file may have loops. */
function siblings(entries: readonly RawEntry[], first: number): RawEntry[] {
	const found = new Set<RawEntry>();
	const waiting = [first];
	for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
		const entry = entries[index];
		if (!entry || found.has(entry)) continue;
		found.add(entry);
		waiting.push(entry.right, entry.left);
	}
	return [...found];
}
