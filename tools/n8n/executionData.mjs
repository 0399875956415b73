/**
 * n8n stores and sends an execution's data "flatted": one list of values, in which
 * every text inside a list or an object is the position of its value.
 *
 * @param {string} text
 * @returns {unknown} the value as it was
 */
export function parseFlatted(text) {
	const values = JSON.parse(text);
	const done = new Map();
	const resolve = (position) => {
		const value = values[position];
		if (value === null || typeof value !== 'object') return value;
		if (!done.has(position)) fill(done, position, value, resolve);
		return done.get(position);
	};
	return resolve(0);
}

/** Known before it is filled, because a value may contain itself. */
function fill(done, position, value, resolve) {
	const result = Array.isArray(value) ? [] : {};
	done.set(position, result);
	for (const [key, part] of Object.entries(value))
		result[key] = typeof part === 'string' ? resolve(Number(part)) : part;
}

/**
 * What the nodes of an execution gave out: by node name, by run, by output, the items.
 *
 * @param {any} data an execution's data
 * @returns {Record<string, { status: string, error?: unknown, outputs: { json: object, binary?: object }[][] }[]>}
 */
export function outputsOf(data) {
	const runs = Object.entries(data.resultData.runData);
	return Object.fromEntries(runs.map(([node, list]) => [node, list.map(outputsOfRun)]));
}

const outputsOfRun = ({ executionStatus, error, data }) => ({
	status: executionStatus,
	...(error ? { error } : {}),
	outputs: (data?.main ?? []).map((items) => items ?? []),
});
