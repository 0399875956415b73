import { withRoom } from '../numberList';
import { makeNumberTable } from '../numberTable';
import type { Look } from './look';

/** A row is compared with so many of the latest rows of each of its blocks: the work for a row is bounded. */
const MOST_IN_BLOCK = 10;

/** Groups rows that may be alike, because comparing each with each would take hours. */
export interface Blocks {
	/** The numbers of earlier rows that share a block with this one, which gets the next number. */
	add(look: Look): ReadonlySet<number>;
}

/** Takes some 40 bytes for each block of a row. */
export function makeBlocks(): Blocks {
	const table = makeNumberTable();
	/** The latest member of each block, and of each member the one before it and its row. Members from 1. */
	let latest = new Uint32Array(1 << 12);
	let before = new Uint32Array(1 << 12);
	let rowOf = new Uint32Array(1 << 12);
	let members = 0;
	let rows = 0;

	function join(key: string, found: Set<number>): void {
		const block = table.add(hashOf(key));
		latest = withRoom(latest, block + 1);
		let member = latest[block] ?? 0;
		for (let left = MOST_IN_BLOCK; member > 0 && left > 0; left--) {
			found.add(rowOf[member] ?? 0);
			member = before[member] ?? 0;
		}
		members++;
		before = withRoom(before, members + 1);
		rowOf = withRoom(rowOf, members + 1);
		before[members] = latest[block] ?? 0;
		rowOf[members] = rows;
		latest[block] = members;
	}

	return {
		add(look) {
			const found = new Set<number>();
			for (const key of blockKeys(look)) join(key, found);
			rows++;
			return found;
		},
	};
}

/** Each catches rows that differ in what the others look at. */
function blockKeys({ firstName, lastName, birthDate, postalCode, street, email, phone }: Look): string[] {
	const keys: string[] = [];
	const initials = inOrder(firstName.slice(0, 1), lastName.slice(0, 1));
	const [local = '', domain = ''] = email.split('@');
	if (birthDate !== '') keys.push(`born ${birthDate}`);
	if (birthDate !== '' && initials !== '') keys.push(`day ${initials}${birthDate.slice(4)}`);
	if (birthDate !== '' && initials !== '') keys.push(`month ${initials}${birthDate.slice(0, 6)}`);
	if (firstName !== '' && lastName !== '') keys.push(`name ${inOrder(firstName, lastName)}`);
	if (postalCode !== '' && initials !== '') keys.push(`post ${initials}${postalCode}`);
	if (street !== '') keys.push(`street ${street}`);
	if (local.length > 5) keys.push(`local ${local}`);
	if (domain !== '' && initials !== '') keys.push(`mail ${initials}@${domain}`);
	if (phone !== '') keys.push(`phone ${phone}`);
	return keys;
}

function inOrder(one: string, other: string): string {
	return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** 53 bits of two FNV-1a runs. Two blocks that fell into one would only cost comparisons. */
function hashOf(text: string): number {
	let low = 0x811c9dc5;
	let high = 0x9747b28c;
	for (let place = 0; place < text.length; place++) {
		const unit = text.charCodeAt(place);
		low = Math.imul(low ^ unit, 0x01000193);
		high = Math.imul(high ^ unit, 0x85ebca6b);
	}
	return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
