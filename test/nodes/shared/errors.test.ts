import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { transientError, userError } from '../../../lib';
import { toNodeError } from '../../../nodes/shared/errors';

const NODE: INode = { id: '1', name: 'Node', type: 'test', typeVersion: 1, position: [0, 0], parameters: {} };

describe('toNodeError', () => {
	it('shows what is wrong, what to do about it, and with which item', () => {
		const error = toNodeError(NODE, userError('The file is empty', 'Export it again.'), 3);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: 'The file is empty',
			description: 'Export it again.',
			context: { itemIndex: 3 },
		});
	});

	it('says when to try again', () => {
		const error = toNodeError(NODE, transientError('Too many requests', 90_500, 'Wait a little.'));
		expect(error).toMatchObject({ description: 'Wait a little. Try again in 91 seconds.' });
	});

	it('leaves our own bugs as they are, with their stack', () => {
		const bug = new TypeError('undefined is not a function');
		expect(toNodeError(NODE, bug, 1)).toBe(bug);
	});

	it('makes an error of anything that was thrown', () => {
		expect(toNodeError(NODE, 'just text')).toEqual(new Error('just text'));
	});
});
