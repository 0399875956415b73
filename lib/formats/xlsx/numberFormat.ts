/** How the number in a cell is meant, as far as it matters for its value. */
export type NumberKind =
	| { readonly kind: 'plain' }
	| { readonly kind: 'date' | 'dateTime' | 'time' | 'duration' }
	/** Digits at fixed places, such as `00000` or `00-000`: what is shown is the value. */
	| { readonly kind: 'mask'; readonly mask: string };

export const PLAIN: NumberKind = { kind: 'plain' };

/** Formats that have a number and no code in the file, ECMA-376 part 1, 18.8.30, the East Asian and Thai ones included. */
const BUILT_IN_DATES: ReadonlyArray<readonly [from: number, to: number, kind: 'date' | 'dateTime' | 'time']> =
	[
		[14, 17, 'date'],
		[18, 21, 'time'],
		[22, 22, 'dateTime'],
		[27, 31, 'date'],
		[32, 35, 'time'],
		[36, 36, 'date'],
		[45, 45, 'time'],
		[47, 47, 'time'],
		[50, 58, 'date'],
		[71, 74, 'date'],
		[75, 76, 'time'],
		[77, 77, 'dateTime'],
		[78, 78, 'time'],
		[80, 80, 'time'],
		[81, 81, 'date'],
	];
const BUILT_IN_DURATIONS: readonly number[] = [46, 79];

/** What the number format with this id means, where the file does not spell it out. */
export function builtInKind(id: number): NumberKind {
	if (BUILT_IN_DURATIONS.includes(id)) return { kind: 'duration' };
	const kind = BUILT_IN_DATES.find(([from, to]) => id >= from && id <= to)?.[2];
	return kind ? { kind } : PLAIN;
}

/** What a format code means: a date, a time, a duration, digits at fixed places, or just a number. */
export function kindOfCode(code: string): NumberKind {
	const section = firstSection(code);
	if (/\[(h+|m+|s+)\]/i.test(section)) return { kind: 'duration' };
	const bare = withoutLiterals(section);
	if (/general|standard/i.test(bare)) return PLAIN;
	return dateKind(bare) ?? maskKind(section, bare) ?? PLAIN;
}

/** A code has a section for positive numbers, negative ones, zero and text. */
function firstSection(code: string): string {
	return /^(?:"[^"]*"|\\.|[^;"\\])*/.exec(code)?.[0] ?? '';
}

/** The code without quoted and escaped text, colours, conditions, locales, padding and fill characters. */
function withoutLiterals(section: string): string {
	return section
		.replace(/"[^"]*"?/g, '')
		.replace(/\\./g, '')
		.replace(/\[[^\]]*\]/g, '')
		.replace(/[_*]./g, '');
}

function dateKind(bare: string): NumberKind | undefined {
	if (!/[ymdhsegb]/i.test(bare) || /[0#?](?![^a-z]*$)/i.test(bare.replace(/s\.0+/gi, 's'))) return undefined;
	const time = /[hs]|am\/pm|a\/p/i.test(bare);
	const date = /[ydgb]|e/i.test(bare) || (!time && /m/i.test(bare));
	// Minutes are written like months: `m` beside hours or seconds.
	const month = time && /m{3,}/i.test(bare);
	if (date || month) return { kind: time ? 'dateTime' : 'date' };
	return time ? { kind: 'time' } : undefined;
}

function maskKind(section: string, bare: string): NumberKind | undefined {
	if (!/^[0\s()+/-]*$/.test(bare) || (bare.match(/0/g)?.length ?? 0) < 2) return undefined;
	const mask = section
		.replace(/\[[^\]]*\]/g, '')
		.replace(/_./g, ' ')
		.replace(/"([^"]*)"|\\(.)/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? '');
	return /[#?.,%E]/.test(withoutLiterals(section)) ? undefined : { kind: 'mask', mask: mask.trim() };
}

/** The digits of a whole number in the places of a mask; more digits than places stand at the first one. */
export function applyMask(value: number, mask: string): string {
	const places = mask.match(/0/g)?.length ?? 0;
	const digits = String(value).padStart(places, '0');
	const over = digits.length - places;
	let at = 0;
	return mask.replace(/0/g, () => {
		const taken = at === 0 ? over + 1 : 1;
		at += taken;
		return digits.slice(at - taken, at);
	});
}
