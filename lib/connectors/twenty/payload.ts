import type { CrmCreation } from '../crm/driver';
import { nothingOf } from './forms';
import type { PersonField } from './fields';

/** A person as Twenty takes him: the parts of a field stand in an object. */
export type Payload = Readonly<Record<string, unknown>>;

/** A row with what is sent for it. */
export interface Ready<Row> {
	readonly row: Row;
	readonly payload: Payload;
}

/**
 * What is sent for some properties. What is cleared gets what stands for nothing in its field.
 * @param companyId the id of a company by its name
 */
export function payloadOf(
	{ properties }: Pick<CrmCreation, 'properties'>,
	fields: ReadonlyMap<string, PersonField>,
	companyId: (name: string) => string | undefined,
): Payload {
	const payload: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(properties)) {
		const field = fields.get(name);
		if (!field) continue;
		const [main, part] = field.path;
		const given = value === null ? nothingOf(field) : value;
		const sent = field.kind === 'company' && typeof given === 'string' ? companyId(given) : given;
		payload[main] = part === undefined ? sent : { ...partsOf(payload[main]), [part]: sent };
	}
	return payload;
}

function partsOf(value: unknown): object {
	return typeof value === 'object' && value !== null ? value : {};
}

/** The same without what is cleared: nobody has anything to clear yet. */
export function withoutNothing(row: CrmCreation): CrmCreation {
	const given = Object.entries(row.properties).filter(([, value]) => value !== null);
	return { ...row, properties: Object.fromEntries(given) };
}
