import { createHash } from 'node:crypto';
import type { ImportStart } from './journal';

/** The same for the same source, settings and destination, in whatever order the settings were written. */
export function fingerprintOf({ destination, target, source, settings }: ImportStart): string {
	return createHash('sha256')
		.update(sortedJson([destination, target ?? null, source ?? null, settings ?? null]))
		.digest('hex');
}

/** JSON that is the same for the same content, in whatever order it was written. */
export function sortedJson(value: unknown): string {
	return JSON.stringify(value, sortKeys) ?? 'null';
}

function sortKeys(_key: string, value: unknown): unknown {
	if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
