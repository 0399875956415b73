import { removeUserFolder } from './environment';
import type { RunOptions, TestNode } from './engine';
import { runWorkflow } from './engine';
import { FATES, fileItem, PEOPLE_CSV } from './people';

afterAll(removeUserFolder);

let bases = 0;

const SAVED = Object.values(FATES).filter((fate) => fate === 'Saved').length;

/** Parse → Map & Normalize → Preview → Apply Plan → Get Report → Undo → Get History, each by the IDs of the one before. */
function approvedChain(output: 'item' | 'batch', binaryMode: RunOptions['binaryMode']): RunOptions {
	const baseName = `approved_${process.pid}_${(bases += 1)}`;
	const upsert = (from: string, operation: string, options = {}): TestNode => ({
		type: 'customerUpsert',
		from,
		parameters: {
			resource: ['preview', 'applyPlan'].includes(operation) ? 'customer' : 'import',
			operation,
			baseName,
			options,
		},
	});
	return {
		start: [fileItem(PEOPLE_CSV)],
		...(binaryMode === undefined ? {} : { binaryMode }),
		nodes: {
			Parse: { type: 'customerFileParse', parameters: { output } },
			Map: { type: 'customerMapNormalize' },
			Preview: upsert('Map', 'preview', { keepPlan: true, reportPage: true }),
			Apply: upsert('Preview:2', 'applyPlan', { reportPage: true, rowsFile: 'xlsx' }),
			Report: upsert('Apply:2', 'report', { rowsFile: 'csv', mask: true }),
			Undo: upsert('Report:2', 'undo'),
			History: { ...upsert('Undo:2', 'history'), parameters: { resource: 'import', operation: 'history' } },
		},
	};
}

describe.each([
	['item', 'filesystem'],
	['batch', 'default'],
] as const)('from a preview to its undo as %s, with files kept as "%s"', (output, binaryMode) => {
	const run = runWorkflow(approvedChain(output, binaryMode));

	it('ends without an error, with the IDs that the nodes hand on by themselves', async () => {
		const { error, run: done } = await run;
		expect(error).toBeUndefined();
		expect(done.status).toBe('success');
	});

	it('shows a plan, applies it, reports it and takes it back', async () => {
		const done = await run;
		const [plan] = done.json('Preview', 2);
		const [applied] = done.json('Apply', 2);
		const [report] = done.json('Report', 2);
		const [undone] = done.json('Undo', 2);
		expect(plan).toMatchObject({ kind: 'preview', created: SAVED });
		expect(applied).toMatchObject({ kind: 'apply', created: SAVED, planId: plan?.['planId'] });
		expect(report).toMatchObject({ kind: 'apply', importId: applied?.['importId'], created: SAVED });
		expect(undone).toMatchObject({ kind: 'undo', of: applied?.['importId'], created: SAVED });
		expect(done.json('History', 2).map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['undo', 'apply']),
		);
	});

	it('hands the pages on as files', async () => {
		const done = await run;
		for (const node of ['Preview', 'Apply', 'Report']) {
			expect(done.items(node, 2)[0]?.binary?.['report']).toMatchObject({ mimeType: 'text/html' });
		}
	});

	it('says above the outputs what happened', async () => {
		const done = await run;
		expect(done.hints('Preview').join()).toContain('Preview, nothing was written');
		expect(done.hints('Apply').join()).toContain('Plan applied: ');
		expect(done.hints('Undo').join()).toContain('Import taken back: ');
	});
});
