import type { Look } from './look';
import { editDistance } from '../../normalize';
import { similarity } from './similarity';

/** How much two rows look like one customer. */
export interface Resemblance {
	/** From 0 to 1. */
	readonly score: number;
	/** What is alike, in words, such as `name`. */
	readonly alike: readonly string[];
}

/**
 * What a field says in bits: how much likelier it is of two rows of one customer than of two customers that
 * it agrees, nearly agrees or differs (Fellegi and Sunter, A Theory for Record Linkage, 1969). Few people
 * share a birth date; many share a first name or a town.
 */
interface Bits {
	readonly same: number;
	readonly near: number;
	readonly other: number;
}

/** A family has the rest in common. */
const FIRST_NAME: Bits = { same: 4.5, near: 3, other: -6 };
const LAST_NAME: Bits = { same: 6.5, near: 4.5, other: -4 };
const BIRTH_DATE: Bits = { same: 11, near: 6, other: -5 };
/** A birth date with two slips says nothing. */
const MOST_SLIPS = 2;
const POSTAL_CODE: Bits = { same: 7, near: 2, other: -1.5 };
const STREET: Bits = { same: 8, near: 5, other: -2 };
const CITY: Bits = { same: 2.5, near: 2, other: -0.5 };
const EMAIL: Bits = { same: 12, near: 8, other: -1 };
/** Colleagues have neighbouring numbers, so that a near one says nothing. */
const PHONE: Bits = { same: 10, near: 0, other: -1 };

/** A town says little of those who live in one street: only so much of the lesser parts of an address counts. */
const FURTHER_ADDRESS = 0.2;

/** How unlikely it is that two rows are one customer, of whom nothing is known. */
const PRIOR = -14;

/** From here two words are spellings of one. */
const NEAR_NAME = 0.88;
const NEAR_TEXT = 0.92;

/** Compares two rows field by field; what one of them lacks says nothing. */
export function resemblance(one: Look, other: Look): Resemblance {
	const parts = [
		['name', nameBits(one, other)],
		['date of birth', birthBits(one.birthDate, other.birthDate)],
		['address', addressBits(one, other)],
		['e-mail', bitsOf(EMAIL, one.email, other.email, isNearEmail)],
		['phone', bitsOf(PHONE, one.phone, other.phone, isOneSlip)],
	] as const;
	const bits = parts.reduce((sum, [, part]) => sum + part, PRIOR);
	return { score: 1 / (1 + 2 ** -bits), alike: parts.filter(([, part]) => part > 0).map(([word]) => word) };
}

/**
 * Whether the fields that are equal, and the others if they were nearly so, would make them one customer.
 * It is asked first, because most rows of a block differ at sight.
 */
export function couldBeOne(one: Look, other: Look): boolean {
	const isCrossed = one.firstName === other.lastName || one.lastName === other.firstName;
	const names = isCrossed
		? FIRST_NAME.same + LAST_NAME.same
		: mostBits(FIRST_NAME, one.firstName, other.firstName) +
			mostBits(LAST_NAME, one.lastName, other.lastName);
	const address = Math.max(
		mostBits(STREET, one.street, other.street),
		mostBits(POSTAL_CODE, one.postalCode, other.postalCode),
	);
	const rest =
		mostBits(BIRTH_DATE, one.birthDate, other.birthDate) +
		mostBits(EMAIL, one.email, other.email) +
		mostBits(PHONE, one.phone, other.phone);
	return PRIOR + names + address + CITY.same + rest >= 0;
}

/** What a field would say at most. Slips at the very beginning are rare, and not waited for. */
function mostBits(bits: Bits, one: string, other: string): number {
	if (one === '' || other === '') return 0;
	if (one === other) return bits.same;
	return one[0] === other[0] ? bits.near : bits.other;
}

function bitsOf(
	bits: Bits,
	one: string,
	other: string,
	isNear: (one: string, other: string) => boolean,
): number {
	if (one === '' || other === '') return 0;
	if (one === other) return bits.same;
	return isNear(one, other) ? bits.near : bits.other;
}

/** First and last name may have changed places. */
function nameBits(one: Look, other: Look): number {
	const straight =
		bitsOf(FIRST_NAME, one.firstName, other.firstName, isNearName) +
		bitsOf(LAST_NAME, one.lastName, other.lastName, isNearName);
	const crossed =
		bitsOf(FIRST_NAME, one.firstName, other.lastName, isNearName) +
		bitsOf(LAST_NAME, one.lastName, other.firstName, isNearName);
	return Math.max(straight, crossed - 1);
}

function isNearName(one: string, other: string): boolean {
	if (one.length === 1 || other.length === 1) return one[0] === other[0];
	return similarity(one, other) >= NEAR_NAME;
}

function isNearText(one: string, other: string): boolean {
	return similarity(one, other) >= NEAR_TEXT;
}

/** A typing error, or day and month that changed places, is near. */
function birthBits(one: string, other: string): number {
	if (one === '' || other === '') return 0;
	if (one === other) return BIRTH_DATE.same;
	const turned = one.slice(0, 4) + one.slice(6) + one.slice(4, 6);
	const slips = turned === other ? 1 : slipsOf(one, other);
	if (slips === 1) return BIRTH_DATE.near;
	return slips <= MOST_SLIPS ? 0 : BIRTH_DATE.other;
}

/** Most dates differ at more places than slips can explain, which is seen without counting slips. */
function slipsOf(one: string, other: string): number {
	let differing = 0;
	for (let place = 0; place < one.length; place++) if (one[place] !== other[place]) differing++;
	return one.length === other.length && differing > 2 * MOST_SLIPS
		? Infinity
		: editDistance(one, other, MOST_SLIPS);
}

/** Street, postal code and city go together, so the one that says most counts in full. */
function addressBits(one: Look, other: Look): number {
	const bits = [
		bitsOf(STREET, one.street, other.street, isNearText),
		bitsOf(POSTAL_CODE, one.postalCode, other.postalCode, isOneSlip),
		bitsOf(CITY, one.city, other.city, isNearText),
	];
	const most = Math.max(...bits);
	return most + (bits.reduce((sum, part) => sum + part, 0) - most) * FURTHER_ADDRESS;
}

function isOneSlip(one: string, other: string): boolean {
	return one[0] === other[0] && editDistance(one, other, 1) === 1;
}

/** The same before the `@`, where that says something, or a typing error. Another number is another person. */
function isNearEmail(one: string, other: string): boolean {
	const at = one.indexOf('@') + 1;
	if (at > 6 && other.startsWith(one.slice(0, at))) return true;
	if (Math.abs(one.length - other.length) > 2 || onlyDigits(one) !== onlyDigits(other)) return false;
	return similarity(one, other) >= 0.95;
}

function onlyDigits(text: string): string {
	return text.replace(/\D+/g, '');
}
