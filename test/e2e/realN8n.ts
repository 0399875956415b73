import type { Execution, Item, N8nSession } from '../../tools/n8n.mjs';
import { signIn } from '../../tools/n8n.mjs';
import type { Place } from './setup/place';
import { publishedPlace } from './setup/place';

export interface RealN8n extends Place {
	readonly session: N8nSession;
}

/** The n8n that was started for this run, and the demo owner signed in to it. */
export async function realN8n(): Promise<RealN8n> {
	const place = publishedPlace();
	return { ...place, session: await signIn(place.url) };
}

/** The items a node gave out in its last run. */
export function itemsOf(execution: Execution, node: string, output = 0): readonly Item[] {
	const run = execution.outputs[node]?.at(-1);
	if (run === undefined)
		throw new Error(`'${node}' did not run; these did: ${Object.keys(execution.outputs).join(', ')}`);
	return run.outputs[output] ?? [];
}
