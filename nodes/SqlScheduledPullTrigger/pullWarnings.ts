import type { Delivery, OpenPull } from '../../lib';
import { compareValues } from '../../lib';
import { formatCount, settle } from '../shared/execution';
import type { RunContext } from './runContext';

/** Rows without a start value are never pulled, which nobody would notice. */
export async function warnOfUnplaced(pull: OpenPull, { context }: RunContext): Promise<number | undefined> {
	const counted = await settle(() => pull.countUnplaced());
	const count = 'value' in counted ? counted.value : undefined;
	if (count === undefined || count === 0) return count;
	const { startColumn, includeUnplaced } = pull.settings;
	if (includeUnplaced !== true) {
		context.logger.warn(`Rows without a value in '${startColumn}' are not pulled: ${formatCount(count)}`);
	}
	return count;
}

/** Numbers that begin again, as after a move to another server: new rows would stay unseen. */
export async function warnOfFall(pull: OpenPull, { to }: Delivery, { context }: RunContext): Promise<void> {
	if (to === undefined) return;
	const asked = await settle(() => pull.highest());
	const highest = 'value' in asked ? asked.value : undefined;
	if (highest === undefined || !((compareValues(pull.plan.start.order, highest, to.value) ?? 0) < 0)) return;
	context.logger.warn(
		`The highest '${pull.plan.start.label}' is ${highest}, below the watermark ${to.value}: new rows below it are not seen. Set 'Watermark' to the value to go on after.`,
	);
}
