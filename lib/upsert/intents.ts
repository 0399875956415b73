import type { PlannedWrite } from '../connectors/connector';
import type { Intent } from '../state/journal';
import type { Planned } from './task';

/** What some rows are about to write, for the journal. */
export function intentsOf(ready: readonly Planned[]): readonly Intent[] {
	const intents: Intent[] = [];
	for (const [{ row }, plan] of ready) {
		if (plan.kind === 'decided') continue;
		intents.push(intentOf(plan.write, row.source));
		for (const write of plan.also ?? []) intents.push(intentOf(write, row.source));
	}
	return intents;
}

function intentOf(write: PlannedWrite, source: string | undefined): Intent {
	const place = { rowNumber: write.rowNumber, ...(source === undefined ? {} : { source }) };
	if (write.action === 'create') {
		const { action, record, identifiers } = write;
		return { action, ...place, record, identifiers };
	}
	const { action, id: customerId, changes, version } = write;
	return { action, ...place, customerId, changes, ...(version === undefined ? {} : { version }) };
}
