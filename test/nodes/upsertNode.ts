import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';
import type { FakeExecution, FakeOptions } from './fakeExecution';
import { fakeExecution } from './fakeExecution';

/** Rows as items, numbered from 2 as those of a file are. */
export function rowItems(...rows: readonly IDataObject[]): INodeExecutionData[] {
	return rows.map((json, index) => ({ json: { row_number: index + 2, ...json } }));
}

let bases = 0;

/** The node with a base of its own. */
export interface UpsertNode {
	readonly baseName: string;
	/** Prepares an operation; options go into 'Options'. */
	make(
		operation: string,
		items: readonly INodeExecutionData[],
		parameters?: Readonly<Record<string, unknown>>,
		more?: Partial<FakeOptions>,
	): FakeExecution;
	/** Does it; the items of the three outputs. */
	run(
		operation: string,
		items: readonly INodeExecutionData[],
		parameters?: Readonly<Record<string, unknown>>,
	): Promise<{ saved: INodeExecutionData[]; notSaved: INodeExecutionData[]; report: INodeExecutionData[] }>;
	/** Who is in the base: each customer's fields, by e-mail. */
	customers(): Promise<readonly IDataObject[]>;
}

export function upsertNode(): UpsertNode {
	const baseName = `upsert_${process.pid}_${(bases += 1)}`;
	const make: UpsertNode['make'] = (operation, items, parameters = {}, more = {}) =>
		fakeExecution({
			node: new CustomerUpsert(),
			items,
			timeZone: 'Europe/Warsaw',
			parameters: { operation, baseName, ...parameters },
			...more,
		});
	return {
		baseName,
		make,
		async run(operation, items, parameters) {
			const [saved = [], notSaved = [], report = []] = await make(operation, items, parameters).execute();
			return { saved, notSaved, report };
		},
		async customers() {
			const { localBase } = await import('../../lib');
			const { stateFolder } = await import('../../nodes/shared/folder');
			const base = localBase({ path: `${stateFolder()}/${baseName}.sqlite`, readOnly: true });
			const found: IDataObject[] = [];
			for await (const batch of base.read?.({}) ?? []) {
				for (const { record } of batch) found.push(JSON.parse(JSON.stringify(record)) as IDataObject);
			}
			await base.close();
			return found.sort((a, b) => String(a['email']).localeCompare(String(b['email']), 'en'));
		},
	};
}

/** An item with what the node reads from it by its default expressions, which the fake does not evaluate. */
export function idsOf(
	item: INodeExecutionData | undefined,
): Record<'importId' | 'planId' | 'planHash', string> {
	const text = (name: string) => String(item?.json[name] ?? '');
	return { importId: text('importId'), planId: text('planId'), planHash: text('planHash') };
}
