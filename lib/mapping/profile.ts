import type { FieldSpec } from '../model';
import type { Correction, Mapping } from './mapping';
import type { MapSettings } from './mapOptions';

/** What a profile calls itself, so that no other JSON is taken for one. */
export const PROFILE_KIND = 'customer-mapping';
export const PROFILE_VERSION = 1;

/** A mapping as data: all that decides how rows become customers, to be used again for the next file. */
export interface MappingProfile extends MapSettings {
	readonly kind: typeof PROFILE_KIND;
	readonly version: typeof PROFILE_VERSION;
}

/** A mapping that was used, and the fields there were. */
export interface UsedMapping {
	readonly mapping: Mapping;
	readonly fields: readonly FieldSpec[];
}

/**
 * The profile of a run: its settings, with every column that was mapped as a correction, so that the same labels
 * go to the same fields whatever the next file holds. Labels that are new then are mapped as the mode says.
 * @param used of each table; where two say different things of a label, the first one counts
 */
export function makeProfile(settings: MapSettings, used: readonly UsedMapping[]): MappingProfile {
	const { mode, customFields, compositions, subscriptions, rules, template } = settings;
	const { unmapped, normalize, minimum, invalidValue, requiredWithoutColumn, dateConsistency } = settings;
	const corrections = mode === 'template' ? [] : usedCorrections(settings, used);
	return {
		kind: PROFILE_KIND,
		version: PROFILE_VERSION,
		mode,
		...(corrections.length === 0 ? {} : { corrections }),
		...(customFields?.length ? { customFields } : {}),
		...(compositions?.length ? { compositions } : {}),
		...(subscriptions?.length ? { subscriptions } : {}),
		...(rules?.length ? { rules } : {}),
		...(template === undefined ? {} : { template }),
		...(unmapped === undefined ? {} : { unmapped }),
		...(normalize === undefined ? {} : { normalize }),
		...(minimum === undefined ? {} : { minimum }),
		...(invalidValue === undefined ? {} : { invalidValue }),
		...(requiredWithoutColumn === undefined ? {} : { requiredWithoutColumn }),
		...(dateConsistency === undefined ? {} : { dateConsistency }),
	};
}

/** What was set, then what was found out. */
function usedCorrections({ corrections = [], customFields = [] }: MapSettings, used: readonly UsedMapping[]) {
	const known = new Map<string, Correction>(corrections.map((one) => [one.label, one]));
	const set = new Set(customFields.map(({ name }) => name));
	for (const { mapping, fields } of used) {
		const stable = new Set(
			fields.filter(({ name, custom }) => custom !== true || set.has(name)).map(({ name }) => name),
		);
		for (const { label, field, derived } of mapping.columns) {
			if (field === undefined || derived === true || !stable.has(field) || known.has(label)) continue;
			known.set(label, { label, field });
		}
	}
	return [...known.values()];
}
