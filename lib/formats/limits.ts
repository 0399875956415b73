import { userError, type ImportError } from '../errors';
import type { ParseLimits } from './format';

const KIB = 1024;
const GIB = 1024 ** 3;

/**
 * Bounds no real customer file comes near: what Excel allows for columns, four
 * gigabytes of file, eight of content, a million characters in a cell. Honest
 * text shrinks a hundred times at the very most.
 */
export const DEFAULT_LIMITS: ParseLimits = {
	fileBytes: 4 * GIB,
	expandedBytes: 8 * GIB,
	entries: 10_000,
	ratio: 400,
	depth: 200,
	columns: 16_384,
	cellLength: 1_000_000,
	rows: Number.POSITIVE_INFINITY,
};

/** The limits of one run: the defaults, changed by what the user set. */
export function limitsOf(set: Partial<ParseLimits> | undefined): ParseLimits {
	return { ...DEFAULT_LIMITS, ...set };
}

/** A record longer than this many times the longest cell is not one, but a file that is damaged or something else. */
const CELLS_OF_RECORD = 4;

/** Characters that are kept for one record while its end is looked for. */
export function longestRecord({ cellLength }: Pick<ParseLimits, 'cellLength'>): number {
	return cellLength * CELLS_OF_RECORD;
}

/** The error for content that goes beyond a limit. */
export function tooLarge(what: string, hint: string): ImportError {
	return userError(what, hint, 'TOO_LARGE');
}

/** A number of bytes as a person reads it. */
export function formatBytes(bytes: number): string {
	if (bytes < KIB) return `${bytes} bytes`;
	const power = Math.min(3, Math.floor(Math.log(bytes) / Math.log(KIB)));
	const unit = ['bytes', 'KB', 'MB', 'GB'][power] ?? 'GB';
	return `${Number((bytes / KIB ** power).toFixed(1))} ${unit}`;
}
