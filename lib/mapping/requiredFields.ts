import { makeIssue, userError } from '../errors';
import type { FieldSpec, RowIssue } from '../model';
import type { FieldPlan } from './columnPlan';

/**
 * What happens where no column gives a field that is required: the run stops before the first row (default), since
 * it would be the same for every row and is a slip of the mapping; every row is rejected; or it is only said, for
 * imports that change customers who have the field already.
 */
export const REQUIRED_POLICIES = ['stop', 'rejectRows', 'warn'] as const;
export type RequiredPolicy = (typeof REQUIRED_POLICIES)[number];

/** A field that must not be empty. */
export interface RequiredField {
	readonly name: string;
	readonly title: string;
	readonly label: string;
}

/** What is asked of every row, and what is to be said of all of them. */
export interface Requirements {
	readonly fields: readonly RequiredField[];
	readonly issues: readonly RowIssue[];
}

/**
 * The fields that every row must fill: those that are required and have a column, and by the policy those without.
 * @throws userError `REQUIRED_WITHOUT_COLUMN`, which names the fields, where the policy is to stop
 */
export function requireFields(
	fields: readonly FieldSpec[],
	planned: readonly FieldPlan[],
	policy: RequiredPolicy,
): Requirements {
	const required = fields.filter((field) => field.required === true);
	const labelOf = ({ name }: FieldSpec) =>
		planned.find(({ field }) => field.name === name)?.columns[0]?.label;
	const missing = required.filter((field) => labelOf(field) === undefined);
	if (policy === 'stop' && missing.length > 0) throw withoutColumn(missing);
	const asked = policy === 'warn' ? required.filter((field) => !missing.includes(field)) : required;
	return {
		fields: asked.map((field) => {
			const { name, title } = field;
			return { name, title, label: labelOf(field) ?? title };
		}),
		issues: missing.map((field) => missingIssue(field, policy)),
	};
}

function missingIssue({ name, title }: FieldSpec, policy: RequiredPolicy): RowIssue {
	const all = policy === 'rejectRows' ? ', so every row is rejected' : '';
	const message = `No column is mapped to ${title}, which is required${all}`;
	return makeIssue('REQUIRED_EMPTY', { severity: 'warning', field: name, message });
}

function withoutColumn(missing: readonly FieldSpec[]): Error {
	const titles = missing.map(({ title }) => title).join(', ');
	return userError(
		`No column is mapped to ${titles}, and every customer must have ${missing.length === 1 ? 'it' : 'them'}`,
		"Map a column to it, or give it a constant under 'Constants and Combined Columns'. Where the import only changes customers, set 'Required Fields Without a Column' to a warning.",
		'REQUIRED_WITHOUT_COLUMN',
	);
}
