import type { Mechanism, Party } from './parties';
import { ADDRESSES, COUNTRY, IDENTIFIERS, LANGUAGE, MECHANISMS, mechanismTypes, placeOf } from './properties';
import type { References } from './references';

/** How Tryton changes a list of a record: `['create', [values]]`, `['write', ids, values]`, `['delete', ids]`. */
type Command = readonly [string, ...unknown[]];
type Values = Record<string, unknown>;

/**
 * What to send for some properties: Tryton's fields, and commands for its lists.
 * @param party as it is now; nobody where it is to be created
 * @param phoneType `phone` or `mobile`, for new numbers
 * @throws userError where there is no such country or language
 */
export async function valuesOf(
	properties: Readonly<Record<string, unknown>>,
	party: Party | undefined,
	{ references, phoneType }: { readonly references: References; readonly phoneType: string },
): Promise<Values> {
	const values: Values = {};
	const address: Values = {};
	const commands = { [MECHANISMS]: [] as Command[], [IDENTIFIERS]: [] as Command[] };
	for (const [property, value] of Object.entries(properties)) {
		const { list, name } = placeOf(property);
		if (property === COUNTRY) address[name] = await references.country(value);
		else if (property === LANGUAGE) values[name] = await references.language(value);
		else if (list === MECHANISMS) commands[list].push(...mechanismCommands(name, value, party, phoneType));
		else if (list === IDENTIFIERS) commands[list].push(...identifierCommands(name, value, party));
		else if (list === ADDRESSES) address[name] = value;
		else values[name] = value;
	}
	for (const [list, some] of Object.entries(commands)) if (some.length > 0) values[list] = some;
	const ofAddress = addressCommand(address, party);
	return ofAddress === undefined ? values : { ...values, [ADDRESSES]: [ofAddress] };
}

function addressCommand(values: Values, party: Party | undefined): Command | undefined {
	const said = Object.entries(values).filter(([, value]) => value !== null);
	if (party?.addressId !== undefined)
		return Object.keys(values).length > 0 ? ['write', [party.addressId], values] : undefined;
	return said.length > 0 ? ['create', [Object.fromEntries(said)]] : undefined;
}

function mechanismCommands(
	name: string,
	value: unknown,
	party: Party | undefined,
	phoneType: string,
): Command[] {
	const types = mechanismTypes(name);
	const there = party?.mechanisms.filter(({ type }) => types.includes(type)) ?? [];
	const wanted = textsOf(value);
	const type = name === 'phone' ? phoneType : name;
	return listCommands(there, wanted, (text) => ({ value: text }), { type });
}

function identifierCommands(name: string, value: unknown, party: Party | undefined): Command[] {
	const type = name === '' ? null : name;
	const there = party?.identifiers.filter((one) => one.type === name).slice(0, 1) ?? [];
	return listCommands(there, textsOf(value).slice(0, 1), (text) => ({ code: text }), { type });
}

function textsOf(value: unknown): string[] {
	return (Array.isArray(value) ? value : [value]).filter((one) => one !== null && one !== '').map(String);
}

/**
 * Makes a list what it shall be. What stays is left as it is, and what goes is written over by what comes, so that
 * remarks beside it stay; only then records are added or deleted. Their order is told where it is not theirs by itself.
 */
function listCommands(
	there: readonly Mechanism[],
	wanted: readonly string[],
	valuesFor: (text: string) => Values,
	fresh: Values,
): Command[] {
	const staying = there.filter(({ value }) => wanted.some((text) => isSame(text, value)));
	const going = there.filter((one) => !staying.includes(one));
	const coming = wanted.filter((text) => !staying.some(({ value }) => isSame(text, value)));
	const reused = new Map(coming.slice(0, going.length).map((text, place) => [text, going[place]?.id]));
	const idOf = (text: string) => staying.find(({ value }) => isSame(text, value))?.id ?? reused.get(text);
	const order = [...there.map(({ id }) => id).filter((id) => wanted.some((text) => idOf(text) === id))];
	const inOrder = wanted.every((text, place) => idOf(text) === order[place]);
	const commands = wanted.flatMap((text, place): Command[] => {
		const id = idOf(text);
		const sequence = inOrder ? {} : { sequence: place + 1 };
		if (id === undefined) return [['create', [{ ...fresh, ...valuesFor(text), ...sequence }]]];
		const values = { ...(reused.has(text) ? valuesFor(text) : {}), ...sequence };
		return Object.keys(values).length > 0 ? [['write', [id], values]] : [];
	});
	const gone = going.slice(coming.length).map(({ id }) => id);
	return gone.length > 0 ? [...commands, ['delete', gone]] : commands;
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
