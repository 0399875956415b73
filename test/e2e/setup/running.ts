import type { N8nInstance } from '../../../tools/n8n.mjs';

let running: N8nInstance | undefined;

/** Start and end of a jest run are two modules of one process; this is what they share. */
export function keepRunning(n8n: N8nInstance): void {
	running = n8n;
}

export async function stopRunning(): Promise<void> {
	await running?.stop();
	running = undefined;
}
