import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource, listContents, readFile, type ContentEntry } from '../../lib/formats';
import { asImportError, type ImportError } from '../../lib/errors';
import { ARCHIVE_DIFFERENCES } from './archives.differences';

interface Case {
	readonly id: string;
	readonly path: string;
	readonly verdict:
		'ok' | 'error-not-crash' | 'clear-error-encrypted' | 'names' | 'no-traversal' | 'no-symlink';
	/** How many there are, folders too; only the first are named. */
	readonly entries: number | null;
	readonly names: readonly string[] | null;
	readonly expected_names?: readonly string[];
}

/** What became of an archive: what is in it, the rows of each file, and what was said. */
interface Outcome {
	readonly entries: readonly ContentEntry[];
	readonly sources: readonly string[];
	readonly errors: readonly ImportError[];
	readonly issues: readonly string[];
}

const folder = process.env.CORPORA;
const different = Object.values(ARCHIVE_DIFFERENCES).flat();
/** Why a file that is whole is no table. */
const NO_TABLE = ['UNSUPPORTED_FORMAT', 'UNKNOWN_FORMAT', 'EMPTY_FILE', 'NESTED_ARCHIVE', 'NO_TABLE'];

/** The archives of the tests of yauzl, jszip, adm-zip and zip-slip, each with its verdict. */
(folder ? describe : describe.skip)('archives of other libraries (needs CORPORA)', () => {
	const cases = folder ? readCases(folder) : [];

	it.each(cases.map((one) => [one.id, one] as const))('%s', async (id, one) => {
		const wrong = whatIsWrong(one, await outcomeOf(one));
		if (different.includes(id)) expect(wrong).not.toEqual([]);
		else expect(wrong).toEqual([]);
	});

	it('has no known difference that is not a case', () => {
		const ids = new Set(cases.map(({ id }) => id));
		expect(different.filter((id) => !ids.has(id))).toEqual([]);
	});
});

function readCases(root: string): Case[] {
	const lines = readFileSync(join(root, 'archives/manifest.ndjson'), 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
}

async function outcomeOf({ path, id }: Case): Promise<Outcome> {
	const bytes = readFileSync(join(folder ?? '', 'archives', path));
	const errors: ImportError[] = [];
	const issues: string[] = [];
	const sources: string[] = [];
	let entries: readonly ContentEntry[] = [];
	try {
		({ entries } = await listContents(bytesSource(bytes, { name: id })));
		for await (const { source, table, error } of readFile(bytesSource(bytes, { name: id }))) {
			if (error) errors.push(error);
			else for await (const batch of table.batches) void batch;
			if (table) sources.push(source);
			issues.push(...(table?.issues ?? []).map(({ code }) => code));
		}
	} catch (error) {
		errors.push(asImportError(error));
	}
	return { entries, sources, errors, issues };
}

function whatIsWrong(one: Case, outcome: Outcome): string[] {
	const found = outcome.entries.map(({ name }) => name);
	const codes = outcome.errors.map(({ code }) => code);
	switch (one.verdict) {
		case 'ok':
			return [...missing(one, found), ...failures(outcome)];
		case 'names':
			return (one.expected_names ?? []).filter((name) => !found.includes(name));
		case 'no-traversal':
			return found.filter((name) => /^([\\/]|[A-Za-z]:)/.test(name) || name.split(/[\\/]/).includes('..'));
		case 'no-symlink':
			return outcome.entries.some(({ reason }) => reason?.code === 'LINK') ? [] : ['the link is no link'];
		case 'clear-error-encrypted':
			return codes.includes('PASSWORD_PROTECTED') ? [] : [`no word of a password: ${codes.join()}`];
		case 'error-not-crash':
			return [...codes, ...outcome.issues].length > 0 ? [] : ['nothing is said'];
	}
}

/** All files are there; what only a system needs is left out. */
function missing({ names, entries }: Case, found: readonly string[]): string[] {
	if (entries !== (names ?? []).length) return [];
	const wanted = (names ?? []).filter((name) => !/\/$|^__MACOSX\//.test(name));
	return wanted.length === found.length ? [] : [`${found.length} of ${wanted.length} files`];
}

function failures({ entries, errors, issues }: Outcome): string[] {
	const reasons = entries.flatMap(({ reason }) => (reason ? [reason.code] : []));
	const all = [...reasons, ...errors.map(({ code }) => code)].filter((code) => !NO_TABLE.includes(code));
	return [...all, ...issues.filter((code) => code === 'TRUNCATED_FILE' || code === 'CHECKSUM_WRONG')];
}
