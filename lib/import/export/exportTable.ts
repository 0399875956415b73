import type { ReadQuery } from '../../connectors';
import { userError } from '../../errors';
import { type LabelLanguage, titleOf } from '../../fields';
import type { ColumnType, WritableTable } from '../../formats';
import type { FieldSpec, FieldType, Row } from '../../model';
import type { ExportSource } from './exportSource';

/** A field that is exported, and what stands above it. */
export interface ExportColumn {
	readonly field: FieldSpec;
	readonly label: string;
}

/** A column as a person asks for it: a field by its name or title, and another label where one is wished. */
export interface WishedColumn {
	readonly field: string;
	readonly label?: string;
}

/** How columns are labelled where no label was wished: the field's title in a language, or its name. */
export type LabelForm = LabelLanguage | 'name';

/** What people look for first in a list of customers. */
export const CORE_FIELDS: readonly string[] = [
	'crmId',
	'firstName',
	'lastName',
	'fullName',
	'company',
	'email',
	'phone',
	'industry',
	'level',
	'owner',
	'createdAt',
];

const COLUMN_TYPES: Readonly<Partial<Record<FieldType, ColumnType>>> = {
	boolean: 'boolean',
	consent: 'boolean',
	date: 'date',
	dateTime: 'dateTime',
	money: 'number',
	number: 'number',
	phone: 'phone',
};

/**
 * The columns of an export, each field once under a label of its own.
 * @param wished in the order of the file; all fields where it is empty
 * @throws userError for a field that is not there, or two columns under one label
 */
export function exportColumns(
	fields: readonly FieldSpec[],
	wished: readonly WishedColumn[],
	form: LabelForm,
): ExportColumn[] {
	const labelOf = (field: FieldSpec) => (form === 'name' ? field.name : titleOf(field, form));
	const columns =
		wished.length === 0
			? fields.map((field) => ({ field, label: labelOf(field) }))
			: wished.map((one) => {
					const field = findField(fields, one.field);
					return { field, label: one.label?.trim() ? one.label.trim() : labelOf(field) };
				});
	refuseSameLabels(columns);
	return columns;
}

/** The fields of a source that people look for first, as columns. All of them where it has none. */
export function coreColumns(fields: readonly FieldSpec[]): WishedColumn[] {
	return CORE_FIELDS.filter((name) => fields.some((field) => field.name === name)).map((field) => ({
		field,
	}));
}

/** The customers of a source as a table that can be written. */
export function exportTable(
	source: ExportSource,
	columns: readonly ExportColumn[],
	query: ReadQuery,
): WritableTable {
	return {
		labels: columns.map(({ label }) => label),
		types: columns.map(({ field }) => COLUMN_TYPES[field.type] ?? 'text'),
		batches: toRows(source, columns, query),
	};
}

async function* toRows(
	source: ExportSource,
	columns: readonly ExportColumn[],
	query: ReadQuery,
): AsyncGenerator<Row[]> {
	const places = columns.map(({ field }) => source.fields.indexOf(field));
	// The header is the first row a person sees.
	let rowNumber = 1;
	for await (const batch of source.read(query)) {
		yield batch.map((cells) => ({ rowNumber: ++rowNumber, cells: places.map((place) => cells[place]) }));
	}
}

/**
 * Finds a field by its name or its title in any language, as a person would write it.
 * @throws userError when there is none
 */
export function findField(fields: readonly FieldSpec[], text: string): FieldSpec {
	const wanted = text.trim().toLowerCase();
	const found =
		fields.find(({ name }) => name === text.trim()) ??
		fields.find((field) => namesOf(field).some((name) => name.toLowerCase() === wanted));
	if (found !== undefined) return found;
	throw userError(
		`The customers have no field '${text}'`,
		`Use one of: ${fields.map(({ title }) => title).join(', ')}.`,
		'UNKNOWN_FIELD',
	);
}

function namesOf(field: FieldSpec): string[] {
	return [field.name, titleOf(field, 'en'), titleOf(field, 'pl'), titleOf(field, 'zh')];
}

/** A file with two columns of one name cannot be imported without mixing them up. */
function refuseSameLabels(columns: readonly ExportColumn[]): void {
	const taken = new Set<string>();
	for (const { label } of columns) {
		if (taken.has(label)) {
			throw userError(
				`Two columns are called '${label}'`,
				'Give one of them another label, or leave it out.',
				'DUPLICATE_LABEL',
			);
		}
		taken.add(label);
	}
}
