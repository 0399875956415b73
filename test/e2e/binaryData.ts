import type { Item, N8nSession } from '../../tools/n8n.mjs';

/** The bytes of a file that an item carries, wherever n8n keeps them. */
export async function bytesOfBinary({ http }: N8nSession, item: Item, name: string): Promise<Buffer> {
	const file = item.binary?.[name];
	if (file === undefined) throw new Error(`The item has no file '${name}'`);
	if (file['id'] === undefined) return Buffer.from(String(file['data']), 'base64');
	const params = { id: file['id'], action: 'download' };
	const { data } = await http.get<ArrayBuffer>('/binary-data', { params, responseType: 'arraybuffer' });
	return Buffer.from(data);
}
