import type { PlannedWrite, StoredCustomer, WriteResult } from '../connectors/connector';
import type { Written } from '../state/journal';

/** Knows by their versions which customers nobody else has written since the import did. */
export interface UndoTrail {
	/** Whether a customer is as a write of the import has left him. */
	isUntouched(written: Written, current: StoredCustomer | undefined): boolean;
	/** Takes note that a write was taken back. */
	note(written: Written, write: PlannedWrite, result: WriteResult): void;
}

/**
 * A write that is taken back changes the customer's version too. He is then as he was before that write; and
 * that is as an earlier write of the import has left him only where the two follow each other.
 */
export function makeTrail(): UndoTrail {
	/** The version after taking back, and the one before the write which it stands for. */
	const undone = new Map<string, { readonly version: string; readonly standsFor: string | undefined }>();

	function isUntouched({ version }: Written, current: StoredCustomer | undefined): boolean {
		if (version === undefined || current?.version === undefined) return false;
		const last = undone.get(current.id);
		return last?.version === current.version ? last.standsFor === version : current.version === version;
	}

	return {
		isUntouched,
		note(written, write, { version }) {
			if (version === undefined || write.action !== 'update' || written.intent.action !== 'update') return;
			const { id, version: seen } = write;
			const wasUntouched = isUntouched(written, {
				id,
				record: write.record,
				...(seen === undefined ? {} : { version: seen }),
			});
			undone.set(id, { version, standsFor: wasUntouched ? written.intent.version : undefined });
		},
	};
}
