import { withoutControlCharacters } from '../text/controlCharacters';
import { textAt, TextWalk, type ContinuedRecord, type TextPlace } from './continuedText';

/** The counts of all strings and of those that differ, which are often wrong. */
const HEAD_BYTES = 8;
/** A string has at least a count and flags. */
const LEAST_BYTES = 3;
/** Strings that many rows share stand first; these are decoded once. */
const CACHED = 65_536;
/** Beyond this, one string of all bytes is no longer possible, and each is decoded on its own. */
const MOST_LATIN = 256 * 1024 * 1024;

/** What is kept of a string beside its place: the count of characters, shifted by these flags. */
const WIDE = 1;
const UNCLEAN = 2;
const FLAG_BITS = 2;

/** The shared strings of a workbook, which stay encoded until they are asked for. */
export class SharedStrings {
	/** Strings that control characters were taken out of, so far. */
	cleaned = 0;
	count = 0;

	private readonly starts: Uint32Array;
	private readonly shapes: Uint32Array;
	/** The few that are cut into two records. */
	private readonly cut = new Map<number, string>();
	private readonly cache: Array<string | undefined> = [];
	private latin: string | undefined;

	constructor(private readonly record: ContinuedRecord) {
		const most = Math.floor(record.bytes.length / LEAST_BYTES);
		this.starts = new Uint32Array(most);
		this.shapes = new Uint32Array(most);
		const walk = new TextWalk(record, HEAD_BYTES);
		for (let place = walk.next(); place; place = walk.next()) this.note(place);
	}

	/** The string with this index, or nothing where it is not there. */
	get(index: number): string | undefined {
		if (!(index < this.count)) return undefined;
		return index < CACHED ? (this.cache[index] ??= this.decode(index)) : this.decode(index);
	}

	private note({ start, count, wide, text }: TextPlace): void {
		const index = this.count++;
		if (text !== undefined) this.cut.set(index, text);
		const unclean = text === undefined ? hasControls(this.record.bytes, start, count, wide) : true;
		this.starts[index] = start;
		this.shapes[index] = (count << FLAG_BITS) | (wide ? WIDE : 0) | (unclean ? UNCLEAN : 0);
	}

	private decode(index: number): string {
		const shape = this.shapes[index] ?? 0;
		const start = this.starts[index] ?? 0;
		const count = shape >> FLAG_BITS;
		if ((shape & (WIDE | UNCLEAN)) === 0) return this.narrow(start, start + count);
		const wide = (shape & WIDE) !== 0;
		const text = textAt(this.record.bytes, { start, count, wide, text: this.cut.get(index), end: 0 });
		return shape & UNCLEAN ? this.clean(text) : text;
	}

	/** Cut out of one string of all bytes, which is much cheaper than asking Node for each. */
	private narrow(from: number, to: number): string {
		const { bytes } = this.record;
		if (bytes.length > MOST_LATIN) return bytes.toString('latin1', from, to);
		this.latin ??= bytes.toString('latin1');
		return this.latin.slice(from, to);
	}

	private clean(text: string): string {
		const clean = withoutControlCharacters(text);
		if (clean.length !== text.length) this.cleaned++;
		return clean;
	}
}

function hasControls(bytes: Buffer, start: number, count: number, wide: boolean): boolean {
	const step = wide ? 2 : 1;
	const end = start + count * step;
	for (let at = start; at < end; at += step) {
		const byte = bytes[at] ?? 0;
		if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && (!wide || bytes[at + 1] === 0))
			return true;
	}
	return false;
}
