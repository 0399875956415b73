import type { IExecuteFunctions } from 'n8n-workflow';
import type { FieldSpec, MappedRows } from '../../lib';
import { addHint } from '../shared/execution';
import type { InputTable } from '../shared/inputTables';

/** Says above the output which column became which field, and what is doubtful about it. */
export function addMappingHints(
	context: IExecuteFunctions,
	table: InputTable,
	{ mapping, fields, issues }: Pick<MappedRows, 'mapping' | 'fields' | 'issues'>,
): void {
	const about = table.source === undefined ? '' : `${table.source}: `;
	const mapped = mapping.columns.flatMap(({ label, field, confidence }) =>
		field === undefined ? [] : `${label} → ${titleOf(field, fields)}${doubtOf(confidence)}`,
	);
	addHint(context, `${about}${mapped.join(', ') || 'no column was mapped'}`);
	for (const issue of issues.slice(0, MOST_ISSUES)) {
		const label = issue.label === undefined ? '' : `${issue.label}: `;
		addHint(context, `${about}${label}${[issue.message, issue.hint].filter(Boolean).join('. ')}`, 'warning');
	}
}

/** How sure a guess is. What is certain, or was asked for, needs no word. */
function doubtOf(confidence: number): string {
	return confidence > 0 && confidence < 1 ? ` (${Math.round(confidence * 100)}%)` : '';
}

/** More than this are not read. */
const MOST_ISSUES = 5;

function titleOf(name: string, fields: readonly FieldSpec[]): string {
	return fields.find((field) => field.name === name)?.title ?? name;
}
