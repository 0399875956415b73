import { tooLarge } from '../limits';

const LT = 0x3c;
const GT = 0x3e;
const EQUALS = 0x3d;
const SPACE = 0x20;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
/** No text and no tag of a file that means well is longer. */
const MOST_WAITING = 16 * 1024 * 1024;
const CDATA = '<![CDATA[';

/** Takes the parts of a marked-up text in their order. */
export interface MarkupTaker {
	/**
	 * @param attributes as they are written
	 * @param empty whether the tag ends itself
	 */
	open(name: string, attributes: string, empty: boolean): void;
	close(name: string): void;
	/** @param literal whether references in it mean nothing */
	text(text: string, literal: boolean): void;
}

/**
 * Cuts marked-up text, XML or HTML, into tags and texts; it may come in pieces cut
 * anywhere. Knows no rules of what belongs where, so nothing is an error: what is no tag is
 * text. Comments, declarations and instructions are left out, so no entity is ever defined.
 */
export class MarkupScanner {
	/** The taker wants no more. */
	done = false;

	private rest = '';
	/** Up to here `rest` was searched without finding what ends it. */
	private searched = 0;
	/** The element whose content has no tags, such as a script. */
	private rawName = '';

	/**
	 * @param raw the elements whose content is not looked into
	 */
	constructor(
		private readonly taker: MarkupTaker,
		private readonly raw: ReadonlySet<string> = new Set(),
	) {}

	push(piece: string): void {
		const text = this.rest === '' ? piece : this.rest + piece;
		const at = this.scan(text);
		this.searched = at < text.length && at === 0 ? text.length : 0;
		this.rest = text.slice(at);
		if (this.rest.length > MOST_WAITING) throw endless();
	}

	/** No more text comes: what waited for its end is text. */
	end(): void {
		if (this.rest !== '' && this.rawName === '' && !this.done) this.taker.text(this.rest, false);
		this.rest = '';
	}

	/** Gives the place from which on more text is needed. */
	private scan(text: string): number {
		let at = 0;
		while (at < text.length && !this.done) {
			const next = this.rawName === '' ? this.part(text, at) : this.skipRaw(text, at);
			if (next === -1) return at;
			at = next;
		}
		return at;
	}

	private part(text: string, at: number): number {
		if (text.charCodeAt(at) === LT) return this.tag(text, at);
		const open = text.indexOf('<', Math.max(at, at === 0 ? this.searched : at));
		if (open === -1) return -1;
		this.taker.text(text.slice(at, open), false);
		return open;
	}

	private tag(text: string, at: number): number {
		// What kind of tag it is takes up to nine characters to tell.
		const second = text.charAt(at + 1);
		if (second === '' || (second === '!' && text.length < at + CDATA.length)) return -1;
		if (second === '!') return this.declaration(text, at);
		if (second === '?') return after(text, '?>', at + 2);
		if (!/[a-z/_]/i.test(second)) {
			this.taker.text('<', false);
			return at + 1;
		}
		const end = endOfTag(text, at + 1);
		if (end === -1) return -1;
		if (second === '/') this.taker.close(nameIn(text, at + 2, end));
		else this.openTag(text, at + 1, end);
		return end + 1;
	}

	private openTag(text: string, from: number, end: number): void {
		const name = nameIn(text, from, end);
		const empty = text.charAt(end - 1) === '/';
		if (!empty && this.raw.has(name.toLowerCase())) this.rawName = name.toLowerCase();
		else this.taker.open(name, text.slice(from + name.length, empty ? end - 1 : end), empty);
	}

	private declaration(text: string, at: number): number {
		if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
		if (!text.startsWith(CDATA, at)) return afterDeclaration(text, at);
		const end = text.indexOf(']]>', at);
		if (end === -1) return -1;
		this.taker.text(text.slice(at + CDATA.length, end), true);
		return end + 3;
	}

	private skipRaw(text: string, at: number): number {
		const end = text.toLowerCase().indexOf(`</${this.rawName}`, at);
		if (end === -1) {
			const tail = text.length - this.rawName.length - 2;
			return tail > at ? tail : -1;
		}
		const next = after(text, '>', end);
		if (next !== -1) this.rawName = '';
		return next;
	}
}

/** The place behind a mark, or -1 where it is not there yet. */
function after(text: string, mark: string, from: number): number {
	const found = text.indexOf(mark, from);
	return found === -1 ? -1 : found + mark.length;
}

/** A document type may hold declarations in brackets. */
function afterDeclaration(text: string, at: number): number {
	const end = text.indexOf('>', at);
	const bracket = text.indexOf('[', at);
	if (end === -1 || bracket === -1 || bracket > end || !/^<!doctype/i.test(text.slice(at, at + 9))) {
		return end === -1 ? -1 : end + 1;
	}
	const close = text.indexOf(']', bracket);
	return close === -1 ? -1 : after(text, '>', close);
}

/** Where the `>` of a tag is; one inside an attribute's quotes does not end it, and quotes follow an equals sign. */
function endOfTag(text: string, from: number): number {
	let before = 0;
	for (let at = from; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === GT) return at;
		if ((code === DOUBLE_QUOTE || code === SINGLE_QUOTE) && before === EQUALS) {
			at = text.indexOf(text.charAt(at), at + 1);
			if (at === -1) return -1;
			before = 0;
		} else if (code > SPACE) before = code;
	}
	return -1;
}

function nameIn(text: string, from: number, end: number): string {
	let at = from;
	while (at < end && text.charCodeAt(at) > SPACE && text.charAt(at) !== '/') at++;
	return text.slice(from, at);
}

function endless(): Error {
	return tooLarge('A tag or a text of the file does not end', 'Fetch or export the file again.');
}
