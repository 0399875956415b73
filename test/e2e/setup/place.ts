const VARIABLE = 'END_TO_END_N8N';

/** Where the tests find the n8n that was started for them. */
export interface Place {
	readonly url: string;
	/** The folder whose `node_modules` holds n8n, for running n8n's commands or another instance. */
	readonly installation: string;
	/** The package as it is published. */
	readonly tarball: string;
	/** n8n's data; its own folder `.n8n` is in it. */
	readonly userFolder: string;
	/** What nodes may read and write on disk; the demo files lie in it. */
	readonly files: string;
}

/** Tests run in modules, or processes, of their own; the environment is what they inherit. */
export function publish(place: Place): void {
	process.env[VARIABLE] = JSON.stringify(place);
}

export function publishedPlace(): Place {
	const text = process.env[VARIABLE];
	if (text === undefined) throw new Error('The end-to-end tests run with: npx jest --selectProjects e2e');
	return JSON.parse(text) as Place;
}
