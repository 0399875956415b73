import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource, parseFile } from '../../lib/formats';
import { mapRows } from '../../lib/mapping';
import type { CustomerRecord, FieldValue } from '../../lib/model';
import { CRM_EXPORT_DIFFERENCES } from './crmExports.differences';

/** Exports as programs write them, with the people in them; reached through CORPORA. */
const CORPORA = process.env.CORPORA;

type Person = Readonly<Record<string, string | number>>;

interface ExportCase {
	readonly id: string;
	readonly path: string;
	readonly region?: string;
	readonly expected: readonly Person[];
}

/** The names that the manifest uses for our fields; a field we have not is a column kept under its label. */
const OUR_NAMES: Readonly<Record<string, readonly string[]>> = {
	externalId: ['crmId'],
	birthday: ['birthDate'],
	title: ['Organization 1 - Title', 'Job Title'],
	amount: ['Open Balance'],
};

async function customers(folder: string, one: ExportCase): Promise<CustomerRecord[]> {
	const source = bytesSource(readFileSync(join(folder, one.path)), { name: one.id });
	// Encoding, delimiter and title lines are found, not told.
	const { labels, batches } = await parseFile(source);
	const mapped = await mapRows(
		{ labels, batches },
		{
			mode: 'automatic',
			unmapped: 'customField',
			normalize: { phoneFormat: 'e164', ...(one.region === undefined ? {} : { defaultCountry: one.region }) },
			minimum: { rule: 'any', identifiers: [] },
		},
	);
	const records: CustomerRecord[] = [];
	for await (const batch of mapped.batches) for (const { record } of batch) if (record) records.push(record);
	return records;
}

function firstOf(value: FieldValue | undefined): string {
	return String((Array.isArray(value) ? value[0] : value) ?? '').trim();
}

function equal(name: string, expected: string | number, record: CustomerRecord): boolean {
	const got = firstOf(
		(OUR_NAMES[name] ?? [name]).map((field) => record[field]).find((value) => value !== undefined),
	);
	if (name === 'email') return got.toLowerCase() === expected;
	if (name === 'birthday' || name === 'createdAt') return got.slice(0, 10) === expected;
	return name === 'amount' ? Number(got.replace(',', '')) === expected : got === String(expected);
}

/** The person in a file: by e-mail, else by the first thing the manifest tells of it. */
function find(person: Person, records: readonly CustomerRecord[]): CustomerRecord | undefined {
	const key =
		['email', 'phone', 'externalId', 'company'].find((name) => person[name] !== undefined) ?? 'email';
	return records.find((record) => equal(key, person[key] ?? '', record));
}

function differencesOf(one: ExportCase, records: readonly CustomerRecord[]): string[] {
	return one.expected.flatMap((person, index) => {
		const record = find(person, records);
		if (record === undefined) return [`${one.id} ${index}: not found`];
		return Object.entries(person).flatMap(([name, value]) =>
			equal(name, value, record) ? [] : [`${one.id} ${index} ${name}`],
		);
	});
}

(CORPORA === undefined ? describe.skip : describe)('exports of other programs (needs CORPORA)', () => {
	const folder = join(CORPORA ?? '', 'crm-exports');

	it('gives every person with every field, but for the known differences', async () => {
		const cases = readFileSync(join(folder, 'manifest.ndjson'), 'utf8').split('\n').filter(Boolean);
		const found: string[] = [];
		for (const line of cases) {
			const one: ExportCase = JSON.parse(line);
			found.push(...differencesOf(one, await customers(folder, one)));
		}
		expect(cases.length).toBeGreaterThan(10);
		expect(found.sort()).toEqual(Object.keys(CRM_EXPORT_DIFFERENCES).sort());
	});
});
