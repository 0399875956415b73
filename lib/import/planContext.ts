import type { FieldSpec } from '../model';
import { makePlanContext, type PlanContext } from '../upsert';
import { makeFieldKey } from './fieldKey';
import type { ImportSettings, RunOptions } from './options';

/**
 * What rows are planned with: what the destination says of its fields, what the mapping knows of new ones, and
 * the settings.
 * @param now the time that consents get whose rows do not say when they were given
 */
export async function contextOf(
	{ connector, now = () => new Date() }: RunOptions,
	settings: ImportSettings,
	mapped: readonly FieldSpec[],
): Promise<PlanContext> {
	const { capabilities } = connector;
	const added = capabilities.customFields ? mapped : [];
	const fields = new Map<string, FieldSpec>(added.map((field) => [field.name, field]));
	for (const field of await connector.discoverFields()) {
		fields.set(field.name, knownAs(field, fields.get(field.name)));
	}
	const keyOf = makeFieldKey(fields);
	return makePlanContext({ settings, fields, capabilities, keyOf, now: clockText(now) });
}

/** Of a custom field the mapping knows the type; how many values are kept of it, the destination, where it says so. */
function knownAs(field: FieldSpec, mapped: FieldSpec | undefined): FieldSpec {
	if (!field.custom || !mapped) return field;
	return field.multiple === undefined ? mapped : { ...mapped, multiple: field.multiple };
}

/** What recognises nobody is kept with each of its people, and nobody is looked up by it. */
export function withoutShared(
	context: PlanContext,
	isShared: (field: string, key: string) => boolean,
): PlanContext {
	return {
		...context,
		keyOf: (field, value) => {
			const key = context.keyOf(field, value);
			return key !== '' && isShared(field, key) ? '' : key;
		},
	};
}

/** The time as text, made once a millisecond and not once a row. */
function clockText(now: () => Date): () => string {
	let instant = NaN;
	let text = '';
	return () => {
		const time = now();
		if (time.getTime() === instant) return text;
		instant = time.getTime();
		return (text = time.toISOString());
	};
}
