type Row = Readonly<Record<string, unknown>>;

const IN =
	/^Microsoft\.Dynamics\.CRM\.In\(PropertyName='(\w+)',PropertyValues=\[('(?:[^']|'')*'(?:,'(?:[^']|'')*')*)\]\)/;

/**
 * What the connector asks, read strictly; texts are compared without case, as its database does.
 * @throws Error where it is not a filter
 */
export function parseFilter(text: string): (row: Row) => boolean {
	const since = /^modifiedon gt (\S+)$/.exec(text)?.[1];
	if (since !== undefined) return (row) => Date.parse(String(row['modifiedon'])) > Date.parse(since);
	const conditions: ((row: Row) => boolean)[] = [];
	for (let rest = text; ;) {
		const match = IN.exec(rest);
		const [whole, column = '', list = ''] = match ?? [];
		if (whole === undefined) throw new Error(`Syntax error in '${rest}'`);
		const quoted = list.match(/'(?:[^']|'')*'/g) ?? [];
		const values = new Set(quoted.map((one) => one.slice(1, -1).replaceAll("''", "'").toLowerCase()));
		if (
			column === 'contactid' &&
			[...values].some((id) => !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id))
		)
			throw new Error(`Invalid GUID in '${whole}'`);
		conditions.push((row) => values.has(String(row[column] ?? '').toLowerCase()));
		rest = rest.slice(whole.length);
		if (rest === '') return (row) => conditions.some((fits) => fits(row));
		if (!rest.startsWith(' or ')) throw new Error(`Syntax error in '${rest}'`);
		rest = rest.slice(' or '.length);
	}
}
