/** A query as the fake understands it: what the connector asks and nothing more. */
export interface Query {
	readonly columns: readonly string[];
	readonly object: string;
	readonly fits: (record: Readonly<Record<string, unknown>>) => boolean;
}

const TOKEN = /\s*(?:'((?:[^'\\]|\\.)*)'|(\d{4}-\d\d-\d\dT[\d:.]+Z)|([\w.]+)|([(),>=]))/gy;

interface Token {
	readonly kind: 'text' | 'time' | 'word' | 'sign';
	readonly value: string;
}

/** @throws Error `MALFORMED_QUERY` as Salesforce would */
export function parseQuery(text: string): Query {
	const tokens = tokensOf(text);
	const take = (): Token => tokens.shift() ?? fail('unexpected end');
	const isWord = (word: string) => tokens[0]?.kind === 'word' && tokens[0].value.toUpperCase() === word;
	const expect = (word: string) => (isWord(word) ? take() : fail(`expecting ${word}`));

	expect('SELECT');
	const columns = list(take, tokens);
	expect('FROM');
	const object = take().value;
	const conditions: Query['fits'][] = [];
	const words = new Set<string>();
	if (isWord('WHERE')) {
		do {
			words.add(take().value.toUpperCase());
			conditions.push(condition(take, tokens));
		} while (isWord('OR') || isWord('AND'));
	}
	if (words.size > 2) fail('AND and OR want brackets');
	if (isWord('ORDER')) {
		take();
		expect('BY');
		take();
	}
	if (isWord('LIMIT')) tokens.splice(0, 2);
	if (tokens.length > 0) fail(`unexpected token: ${tokens[0]?.value ?? ''}`);
	const fits: Query['fits'] = (record) =>
		conditions.length === 0 ||
		(words.has('AND') ? conditions.every((one) => one(record)) : conditions.some((one) => one(record)));
	return { columns, object, fits };
}

function condition(take: () => Token, tokens: Token[]): Query['fits'] {
	const field = take().value;
	const operator = take().value.toUpperCase();
	if (operator === '>') {
		const time = take();
		return (record) => time.kind === 'time' && Date.parse(String(record[field])) > Date.parse(time.value);
	}
	if (operator === '=') {
		const wanted = take().value.toUpperCase() === 'TRUE';
		return (record) => (record[field] === true) === wanted;
	}
	if (operator !== 'IN' || take().value !== '(') return fail('expecting IN');
	const values = new Set(list(take, tokens).map((value) => value.toLowerCase()));
	if (take().value !== ')') fail('expecting )');
	return (record) => values.has(String(record[field] ?? '').toLowerCase());
}

function list(take: () => Token, tokens: Token[]): string[] {
	const values = [take().value];
	while (tokens[0]?.value === ',' && tokens[0].kind === 'sign') {
		take();
		values.push(take().value);
	}
	return values;
}

function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < text.trimEnd().length) {
		const match = TOKEN.exec(text);
		if (match === null) return fail(`unexpected token at ${TOKEN.lastIndex}`);
		const [, quoted, time, word, sign] = match;
		if (quoted !== undefined) tokens.push({ kind: 'text', value: unescaped(quoted) });
		else if (time !== undefined) tokens.push({ kind: 'time', value: time });
		else tokens.push({ kind: word === undefined ? 'sign' : 'word', value: word ?? sign ?? '' });
	}
	return tokens;
}

function unescaped(text: string): string {
	return text.replace(/\\(.)/gs, (_, character: string) => {
		if (!'nNrRtTbBfF"\'\\_%'.includes(character)) return fail(`Illegal string sequence \\${character}`);
		return { n: '\n', r: '\r', t: '\t' }[character.toLowerCase()] ?? character;
	});
}

function fail(message: string): never {
	throw new Error(message);
}
