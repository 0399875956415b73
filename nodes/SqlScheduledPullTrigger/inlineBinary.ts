import type { BinaryHelperFunctions, IBinaryData } from 'n8n-workflow';
import { buffer } from 'node:stream/consumers';

/**
 * Puts a file into the item itself and not into n8n's binary storage. What a trigger stores there before its
 * execution exists lies in a folder that n8n never prunes, except for webhooks (`restoreBinaryDataId` in
 * packages/cli/src/execution-lifecycle), so customers' data would stay on the disk for ever; and in queue mode the
 * worker may not see that folder. Inside the item it goes where the execution goes. A chunk's size bounds it.
 */
export const inlineBinary: Pick<BinaryHelperFunctions, 'prepareBinaryData'> = {
	async prepareBinaryData(content, fileName, mimeType): Promise<IBinaryData> {
		const bytes = Buffer.isBuffer(content) ? content : await buffer(content);
		return {
			data: bytes.toString('base64'),
			mimeType: mimeType ?? 'application/octet-stream',
			...(fileName === undefined ? {} : { fileName }),
			bytes: bytes.length,
		};
	},
};
