import type { Row } from '../../model';
import type { IssueLog } from '../issueLog';
import { takeGuardsOff } from './formulaGuard';

/** Takes the guards of an export off the rows of a file. */
export interface GuardRemover {
	/** Takes the guards of rows off, in place. */
	clean(rows: Row[]): void;
	/** Says how many rows had guards. Called once, after the last row. */
	finish(): void;
}

/** Makes what takes the guards off, so that an export that is imported again is what it was. */
export function makeGuardRemover(name: string, log: IssueLog): GuardRemover {
	const counts = { rows: 0, first: 0 };
	return {
		clean(rows) {
			count(takeGuardsOff(rows));
		},
		finish() {
			if (counts.rows === 0) return;
			const were = counts.rows === 1 ? '1 row' : `${counts.rows} rows`;
			const message = `The apostrophe that guards against formulas was taken off in ${were} of ${name}; the first is line ${counts.first}.`;
			log.addForFile('FORMULA_GUARD', { rowNumber: counts.first, message });
		},
	};

	function count([first, ...more]: readonly Row[]): void {
		if (first === undefined) return;
		if (counts.rows === 0) counts.first = first.rowNumber;
		counts.rows += 1 + more.length;
	}
}
