/**
 * `npm run --silent read -- FILE [OPTIONS-JSON]`: what the library reads from a
 * file, as NDJSON on standard output. For each table of it (the files of an
 * archive, the sheets that were chosen) first `{"labels":[…],"dialect":{…}}`, with
 * `"source":"…"` where it is not the file itself, then
 * `{"rowNumber":…,"source":…,"cells":[…]}` for each row, then `{"issue":{…}}` for
 * each thing noticed. A part that cannot be read is an issue of severity `error`
 * with its reason, and the next parts follow. The options are those of `readFile`;
 * with `"header": false` every record is a row. A file of which nothing can be
 * read ends with its reason on standard error and exit code 1.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap } from './bootstrap.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, '.cache', 'read');

if (await bootstrap()) await main();

async function main() {
	const [file, optionsText = '{}'] = process.argv.slice(2);
	// A reader such as `head` may have seen enough.
	process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
	try {
		if (file === undefined) throw new Error('Usage: npm run --silent read -- FILE [OPTIONS-JSON]');
		await printFile(resolve(file), readOptions(optionsText));
	} catch (error) {
		process.stderr.write(`${describe(error)}\n`);
		process.exitCode = 1;
	}
}

async function printFile(path, options) {
	const { fileSource, readFile } = await loadLibrary();
	const file = fileSource(path);
	let tables = 0;
	let reason;
	for await (const { source, table, error } of readFile(file, options)) {
		if (error) await print([{ issue: failure(source, error) }]);
		else await printTable(table, source === file.name ? undefined : source);
		tables += table ? 1 : 0;
		reason ??= error;
	}
	if (tables === 0 && reason) throw reason;
}

async function printTable({ labels, dialect, batches, issues }, source) {
	await print([{ labels, dialect, source }]);
	for await (const batch of batches) await print(batch.map((row) => ({ source, ...row })));
	await print(issues.map((issue) => ({ issue: { source, ...issue } })));
}

/** A part that cannot be read, as an issue. */
function failure(source, { code, message, hint }) {
	return { severity: 'error', code, message, hint, source };
}

/** Writes one line a record, and waits where the reader is slower. */
async function print(records) {
	const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
	if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
}

function readOptions(text) {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new Error(`The options are not JSON: ${text}`, { cause });
	}
}

/** For a person: the reason and what to do. Where it is our bug, all there is. */
function describe(error) {
	if (error.kind === undefined) return error.stack ?? String(error);
	return error.hint ? `${error.message}\n${error.hint}` : error.message;
}

/** The library is TypeScript; it is bundled into the cache under the hash of what came out. */
async function loadLibrary() {
	const { build } = await import('esbuild');
	const { outputFiles } = await build({
		entryPoints: [join(ROOT, 'lib/formats/index.ts')],
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node24',
		write: false,
		logLevel: 'silent',
	});
	const code = outputFiles[0].contents;
	const bundle = join(CACHE, `${createHash('sha256').update(code).digest('hex').slice(0, 16)}.cjs`);
	if (!existsSync(bundle)) writeWhole(bundle, code);
	return createRequire(import.meta.url)(bundle);
}

/** Two runs may come at the same time: neither may load what the other has half written. */
function writeWhole(path, bytes) {
	mkdirSync(CACHE, { recursive: true });
	const part = `${path}.${process.pid}`;
	writeFileSync(part, bytes);
	renameSync(part, path);
}
