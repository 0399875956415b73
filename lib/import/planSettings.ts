import { userError } from '../errors';
import type { FieldSpec } from '../model';
import type { PlanEntry } from '../state/journal';
import type { ImportSettings } from './options';

/** The settings of a plan as the journal keeps them: all that planning a row again asks for. */
export interface PlanSettings extends ImportSettings {
	/** The time that consents get whose rows do not say when they were given; ISO 8601. */
	readonly plannedAt: string;
	/** The types of fields that the destination did not know. */
	readonly fields?: readonly FieldSpec[];
}

/**
 * The settings of a kept plan.
 * @throws userError when they are not those of a plan
 */
export function planSettingsOf({ planId, settings }: PlanEntry): PlanSettings {
	if (isPlanSettings(settings)) return settings;
	throw userError(
		`The settings of the plan ${planId} cannot be read`,
		'Make the plan again; it may be of another version.',
		'BAD_PLAN',
	);
}

/** What is in the journal was written by `planImport`, and its hash is checked; this tells other versions apart. */
function isPlanSettings(settings: unknown): settings is PlanSettings {
	if (typeof settings !== 'object' || settings === null) return false;
	return (
		'plannedAt' in settings &&
		typeof settings.plannedAt === 'string' &&
		'importType' in settings &&
		'identifiers' in settings &&
		Array.isArray(settings.identifiers)
	);
}
