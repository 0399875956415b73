import type { INode } from 'n8n-workflow';
import { removeUserFolder } from './environment';
import type { RunOptions, TestRun } from './engine';
import { runWorkflow } from './engine';
import { fileItem, PEOPLE_CSV } from './people';

afterAll(removeUserFolder);

type OnError = NonNullable<INode['onError']>;

/** Node types with the number of their outputs, and a workflow in which the node under test cannot do its work. */
const BROKEN: ReadonlyArray<readonly [string, number, (onError: OnError) => RunOptions]> = [
	[
		'customerFileParse',
		2,
		(onError) => ({
			start: [fileItem(''), fileItem(PEOPLE_CSV)],
			nodes: { Node: { type: 'customerFileParse', onError } },
		}),
	],
	[
		'customerMapNormalize',
		3,
		(onError) => ({
			start: [{ json: { mail: 'a' } }],
			nodes: {
				Node: {
					type: 'customerMapNormalize',
					parameters: { columns: { column: [{ column: '', field: 'email' }] } },
					onError,
				},
			},
		}),
	],
	[
		'customerUpsert',
		3,
		(onError) => ({
			start: [{ json: { mail: 'a', email: 'a@example.com' } }],
			nodes: { Node: { type: 'customerUpsert', parameters: { baseName: 'no such/name' }, onError } },
		}),
	],
	[
		'customerExport',
		1,
		(onError) => ({
			start: [{ json: { mail: 'a' } }],
			nodes: { Node: { type: 'customerExport', parameters: { baseName: 'never_made' }, onError } },
		}),
	],
];

/** All items of the node, by output. */
function outputs(run: TestRun, count: number): number[] {
	return Array.from({ length: count }, (_, output) => run.items('Node', output).length);
}

describe.each(BROKEN)('%s that cannot do its work', (type, count, broken) => {
	it('stops the workflow with a message and what to do', async () => {
		const run = await runWorkflow(broken('stopWorkflow'));
		expect(run.run.status).toBe('error');
		expect(run.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(run.error?.message).not.toMatch(/undefined|\[object/);
		expect(run.error).toHaveProperty('description', expect.stringMatching(/\w/));
	});

	it('goes on, with the message in an item of its own, where that is wanted', async () => {
		const run = await runWorkflow(broken('continueRegularOutput'));
		expect(run.run.status).toBe('success');
		const failed = [0, 1].flatMap((output) => run.json('Node', output)).filter((json) => 'error' in json);
		expect(failed).toHaveLength(1);
		expect(failed[0]?.['error']).toEqual(expect.stringMatching(/\w/));
	});

	it('sends what it could not work on to the error output, and only there', async () => {
		const run = await runWorkflow(broken('continueErrorOutput'));
		expect(run.run.status).toBe('success');
		expect(run.json('Node', count)).toMatchObject([
			{ mail: expect.any(String), error: expect.stringMatching(/\w/), details: expect.stringMatching(/\w/) },
		]);
		expect(outputs(run, count + 1)).toEqual([
			...(type === 'customerFileParse' ? [5, 0] : Array.from({ length: count }, () => 0)),
			1,
		]);
	});
});

describe('rows that are rejected or not saved', () => {
	it('are results and stay out of the error output', async () => {
		const run = await runWorkflow({
			start: [fileItem(PEOPLE_CSV)],
			nodes: {
				Parse: { type: 'customerFileParse', onError: 'continueErrorOutput' },
				Map: { type: 'customerMapNormalize', onError: 'continueErrorOutput' },
				Upsert: {
					type: 'customerUpsert',
					onError: 'continueErrorOutput',
					parameters: { baseName: 'results' },
				},
			},
		});
		expect(run.error).toBeUndefined();
		expect([0, 1, 2, 3].map((output) => run.items('Map', output).length)).toEqual([4, 1, 1, 0]);
		expect([0, 1, 2, 3].map((output) => run.items('Upsert', output).length)).toEqual([3, 1, 1, 0]);
	});

	it('stay out of it even when the file has columns called error and message', async () => {
		const run = await runWorkflow({
			start: [fileItem('error,message\na@example.com,hello\n')],
			nodes: { Parse: { type: 'customerFileParse', onError: 'continueErrorOutput' } },
		});
		expect([0, 1, 2].map((output) => run.items('Parse', output).length)).toEqual([1, 0, 0]);
	});
});
