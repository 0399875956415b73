import type { WriteResult } from '../connector';
import type { CrmCreation } from '../crm/driver';
import type { Schema } from '../crm/schema';
import type { JobTable } from './bulk';
import { recordsOf } from './csv';
import type { JobAnswers } from './job';
import { refusedResult, type SalesforceError } from './results';

export interface JobMeaning {
	readonly schema: Schema;
	/** What a row came to that is among the successful ones. */
	readonly outcome: 'created' | 'updated';
}

/**
 * What became of each row of a job. A row is known by its cells, which its result repeats; rows that are alike in
 * all of them share their results, in any order. One whose result is not found is `unknown`, and so is one that
 * was not come to.
 */
export function resultsOfJob(
	{ successful, failed }: Pick<JobAnswers, 'successful' | 'failed'>,
	table: JobTable,
	rows: readonly CrmCreation[],
	{ schema, outcome }: JobMeaning,
): readonly WriteResult[] {
	const places = placesByKey(table);
	const results: WriteResult[] = rows.map(() => ({ outcome: 'unknown' }));
	const placeOf = (record: ReadonlyMap<string, string>) => places.get(keyOf(record, table.header))?.shift();
	for (const record of recordsOf(successful)) {
		const place = placeOf(record);
		if (place !== undefined) results[place] = { outcome, id: record.get('sf__Id') ?? '' };
	}
	for (const record of recordsOf(failed)) {
		const place = placeOf(record);
		const row = place === undefined ? undefined : rows[place];
		if (place === undefined || row === undefined) continue;
		results[place] = refusedResult(errorOf(record.get('sf__Error') ?? ''), row, schema);
	}
	return results;
}

function placesByKey({ header, rows }: JobTable): Map<string, number[]> {
	const places = new Map<string, number[]>();
	rows.forEach((row, place) => {
		const key = keyOf(new Map(header.map((name, column) => [name, row[column] ?? ''])), header);
		const known = places.get(key);
		if (known) known.push(place);
		else places.set(key, [place]);
	});
	return places;
}

/** A record's id where it has one, and all its cells otherwise; line breaks come back as the server likes them. */
function keyOf(record: ReadonlyMap<string, string>, header: readonly string[]): string {
	if (header[0] === 'Id') return record.get('Id') ?? '';
	return JSON.stringify(header.map((name) => (record.get(name) ?? '').replace(/\r\n?/g, '\n').trim()));
}

/** `DUPLICATE_VALUE:duplicate value found: Nr__c duplicates value on record with id: 003…:Nr__c --`. */
function errorOf(text: string): SalesforceError {
	const [, code = 'UNKNOWN_EXCEPTION', rest = text] = /^([A-Z_]+):(.*)$/s.exec(text) ?? [];
	const [, message = rest, fields = ''] = /^(.*):([\w, ]*) --$/s.exec(rest) ?? [];
	return { code, message, fields: fields.split(',').flatMap((field) => field.trim() || []) };
}
