import type { DatabaseSync } from 'node:sqlite';
import type { Listed } from './orders';

/** Makes an identifier a customer's; `false` where another has it. */
export type Register = (identifier: Listed, id: number) => boolean;

export function makeRegister(database: DatabaseSync): Register {
	const insert = database.prepare('INSERT INTO identifiers VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
	return ([field, value, shared], id) => insert.run(field, value, shared === 1 ? id : 0, id).changes === 1;
}

/** Forgets that an identifier is a customer's. */
export type Forget = (identifier: Listed, id: number) => void;

export function makeForget(database: DatabaseSync): Forget {
	const remove = database.prepare('DELETE FROM identifiers WHERE field = ? AND value = ? AND shared = ?');
	return ([field, value, shared], id) => void remove.run(field, value, shared === 1 ? id : 0);
}

/** What a customer is found by after a change, and which of it another has, if any. */
export interface Exchanged {
	readonly after: readonly Listed[];
	readonly taken: Listed | undefined;
}

/**
 * Gives a customer other identifiers than he had.
 * @returns a function of his id, those that he had as JSON, and those that he is to have
 */
export function makeExchange(
	database: DatabaseSync,
): (id: number, before: string, wanted: readonly Listed[]) => Exchanged {
	const forget = makeForget(database);
	const register = makeRegister(database);
	return (id, json, wanted) => {
		const before = parseListed(json);
		const after = keepClaims(before, wanted);
		const kept = new Set(after.map(textOf));
		const known = new Set(before.map(textOf));
		for (const old of before) if (!kept.has(textOf(old))) forget(old, id);
		const taken = after.find((identifier) => !known.has(textOf(identifier)) && !register(identifier, id));
		return { after, taken };
	};
}

/** An identifier that was once this customer's alone stays so, even where an import did not choose it. */
function keepClaims(before: readonly Listed[], after: readonly Listed[]): readonly Listed[] {
	const own = new Set(before.filter(([, , shared]) => shared === 0).map(textOf));
	return after.map(([field, value, shared]): Listed => {
		const claimed: Listed = [field, value, 0];
		return shared === 1 && !own.has(textOf(claimed)) ? [field, value, 1] : claimed;
	});
}

function textOf([field, value, shared]: Listed): string {
	return `${shared}${field}\0${value}`;
}

/** The identifiers of a customer as his row lists them. */
export function parseListed(json: string): readonly Listed[] {
	const listed: readonly Listed[] = JSON.parse(json);
	return listed;
}
