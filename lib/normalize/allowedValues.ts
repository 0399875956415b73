import { editDistance } from './editDistance';
import { foldText } from './foldText';

/** The allowed values of a field. */
interface AllowedValues {
	readonly exact: ReadonlySet<string>;
	/** By the form in which they are compared; `undefined` where two of them have one form. */
	readonly byKey: ReadonlyMap<string, string | undefined>;
}

/** Signs that make another value: `A+` is not `A-`, `1.5` not `15`, `<10` not `>10`. */
const TELLING_SIGN = /([+#*%$€£<>=!]|^-|-$|(?<=\d)[.,:/-](?=\d))/;

/** The form in which values of a list are compared: without case, accents, spacing, and punctuation that tells nothing. */
export function optionKey(text: string): string {
	const parts = text.trim().split(TELLING_SIGN);
	return parts.length === 1
		? foldText(text)
		: parts.map((part, at) => (at % 2 ? part : foldText(part))).join('');
}

/** Lists come with the options of a column, and are the same for all its cells. */
const known = new WeakMap<readonly string[], AllowedValues>();

/** How many allowed values a hint names. */
const NAMED = 5;

/** Longer values are prose and no slip of the pen. */
const LONGEST = 60;

/** One letter in three may be wrong, and four at most. */
const SHARE_WRONG = 3;
const MOST_WRONG = 4;

function allowedValues(options: readonly string[]): AllowedValues {
	const found = known.get(options);
	if (found !== undefined) return found;
	const byKey = new Map<string, string | undefined>();
	for (const option of new Set(options)) {
		const key = optionKey(option);
		byKey.set(key, byKey.has(key) ? undefined : option);
	}
	const made = { exact: new Set(options), byKey };
	known.set(options, made);
	return made;
}

/** The allowed value that a text is, without case, accents and spacing, as the list writes it; `undefined` where it may be two of them. */
export function findAllowed(text: string, options: readonly string[]): string | undefined {
	const { exact, byKey } = allowedValues(options);
	if (exact.has(text)) return text;
	const key = optionKey(text);
	return key === '' ? undefined : byKey.get(key);
}

/** The allowed value that a text is most like, where it is like one. */
export function nearestAllowed(text: string, options: readonly string[]): string | undefined {
	const key = optionKey(text);
	if (key === '' || key.length > LONGEST) return undefined;
	let bound = Math.min(MOST_WRONG, Math.ceil(key.length / SHARE_WRONG));
	let nearest: string | undefined;
	for (const [allowed, option] of allowedValues(options).byKey) {
		const distance = editDistance(key, allowed, bound);
		if (distance > bound || option === undefined) continue;
		nearest = option;
		bound = distance - 1;
	}
	return nearest;
}

/** The allowed values that begin like the text; else the first of all. */
function alike(text: string, options: readonly string[]): string {
	const start = foldText(text).slice(0, 3);
	const found = start === '' ? [] : options.filter((option) => foldText(option).startsWith(start));
	return (found.length > 0 ? found : options).slice(0, NAMED).join(', ');
}

/** What to write instead of a text that is not allowed: the nearest value, or some of the list. */
export function allowedHint(text: string, options: readonly string[]): string {
	const nearest = nearestAllowed(text, options);
	if (nearest !== undefined) return `Did you mean '${nearest}'?`;
	const some = alike(text, options);
	return options.length > NAMED ? `Allowed are, among others: ${some}.` : `Allowed are: ${some}.`;
}
