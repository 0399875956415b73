type Row = Readonly<Record<string, unknown>>;

export interface Query {
	readonly columns: readonly string[];
	readonly limit: number;
	readonly fits: (row: Row) => boolean;
}

/**
 * What the connector asks, as strictly as Zoho reads it: at most 50 columns and 50 values in a list, conditions in
 * pairs, a quote in a text twice.
 * @throws Error where Zoho would refuse the query
 */
export function parseQuery(text: string): Query {
	const match = /^select ([\w, ]+) from Contacts where (.+?)(?: order by id asc)? limit (\d+)$/s.exec(text);
	const [, list = '', where = '', limit = ''] = match ?? [];
	if (match === null) throw new Error('SYNTAX_ERROR');
	const columns = list.split(',').map((column) => column.trim());
	if (columns.length > 50 || Number(limit) > 2_000) throw new Error('LIMIT_EXCEEDED');
	const tokens = where.match(/'(?:[^']|'')*'|[\w-]+(?:\.\d+)?|[(),>=]|\S/g) ?? [];
	const fits = condition(tokens);
	if (tokens.length > 0) throw new Error(`SYNTAX_ERROR near ${tokens[0] ?? ''}`);
	return { columns, limit: Number(limit), fits };
}

/** `a`, or `(a or b)`, `(a and b)`: never three in a row. */
function condition(tokens: string[]): Query['fits'] {
	if (tokens[0] !== '(') return comparison(tokens);
	tokens.shift();
	const left = condition(tokens);
	const operator = tokens.shift();
	const right = condition(tokens);
	if (tokens.shift() !== ')') throw new Error('SYNTAX_ERROR: conditions want to stand in pairs');
	if (operator === 'and') return (row) => left(row) && right(row);
	if (operator === 'or') return (row) => left(row) || right(row);
	throw new Error(`SYNTAX_ERROR near ${operator ?? 'the end'}`);
}

function comparison(tokens: string[]): Query['fits'] {
	const column = tokens.shift() ?? '';
	const operator = tokens.shift();
	if (operator === 'is' && tokens.splice(0, 2).join(' ') === 'not null') return () => true;
	if (operator === '>') {
		const wanted = valueOf(tokens.shift());
		if (column === 'id') return (row) => BigInt(String(row['id'])) > BigInt(wanted);
		return (row) => Date.parse(String(row[column])) > Date.parse(wanted);
	}
	if (operator !== 'in' || tokens.shift() !== '(') throw new Error(`INVALID_QUERY: ${operator ?? ''}`);
	const values = new Set<string>();
	let count = 0;
	do {
		values.add(valueOf(tokens.shift()).toLowerCase());
		count += 1;
	} while (tokens.shift() === ',');
	if (count > 50) throw new Error('LIMIT_EXCEEDED: at most 50 values');
	return (row) => values.has(String(row[column] ?? '').toLowerCase());
}

function valueOf(token: string | undefined): string {
	if (token === undefined) throw new Error('SYNTAX_ERROR at the end');
	return token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : token;
}
