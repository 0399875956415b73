import { userError } from '../../errors';
import { type ConnectorSettings, propertySettings } from './settings';

/** Which properties of a CRM stand for our fields; several where it keeps each value of a field in one of its own. */
export type FieldNames = ReadonlyMap<string, readonly string[]>;

/**
 * The CRM's own names, with those of the credential in their place.
 * @param standard what the CRM has for our fields; several properties are separated by commas, the main one first
 */
export function fieldNames(
	standard: Readonly<Record<string, string>>,
	settings: ConnectorSettings,
): FieldNames {
	const all = Object.entries({ ...standard, ...propertySettings(settings) });
	return new Map(all.map(([field, text]) => [field, propertiesIn(text)]));
}

/**
 * Those that are there: a CRM shows a user only some of its standard properties.
 * @throws userError where one is missing that the credential names
 */
export function namesThatExist(
	names: FieldNames,
	existing: ReadonlySet<string>,
	settings: ConnectorSettings,
	title: string,
): FieldNames {
	for (const [field, text] of Object.entries(propertySettings(settings))) {
		const missing = propertiesIn(text).find((property) => !existing.has(property));
		if (missing !== undefined) throw noSuchProperty(title, field, missing);
	}
	const there = [...names].map(
		([field, properties]) => [field, properties.filter((property) => existing.has(property))] as const,
	);
	return new Map(there.filter(([, properties]) => properties.length > 0));
}

function propertiesIn(text: string): string[] {
	return text
		.split(',')
		.map((property) => property.trim())
		.filter((property) => property !== '');
}

function noSuchProperty(title: string, field: string, property: string): Error {
	return userError(
		`${title} has no field ${property}, which 'Field Names' gives for ${field}`,
		'Write the internal name as the CRM shows it in its settings, and let the user of the credential see the field.',
		'CRM_SETTING',
	);
}
