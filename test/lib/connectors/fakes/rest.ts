import type { FakeAnswer, FakeRequest } from './fakeServer';

type Customer = Record<string, unknown> & { id: string };

/**
 * A small CRM of its own, as many companies have one: plain JSON inside an envelope, e-mail addresses unique, lists of
 * e-mails and phones, a version by which a change can be refused, pages, and many customers in a call.
 */
export interface FakeRest {
	handle(request: FakeRequest): FakeAnswer;
	readonly customers: ReadonlyMap<string, Customer>;
}

export function fakeRest({ token = 'fake-token', largestPage = 7 } = {}): FakeRest {
	const customers = new Map<string, Customer>();
	let last = 0;

	const envelope = (result: unknown, further: object = {}): FakeAnswer => ({
		status: 200,
		body: { ok: true, result, ...further },
	});
	const error = (status: number, text: string): FakeAnswer => ({
		status,
		body: { ok: false, problem: { text } },
	});

	function problemOf(body: unknown, id?: string): FakeAnswer | undefined {
		const mails = mailsOf(body);
		if (mails.some((mail) => !/^[^@\s]+@[^@\s]+$/.test(mail))) return error(422, 'mail is not an address');
		const others = [...customers.values()].filter((other) => other.id !== id);
		const taken = others.some((other) => mailsOf(other).some((mail) => mails.includes(mail)));
		return taken ? error(409, 'mail already exists') : undefined;
	}

	function save(id: string, body: unknown): Customer {
		const before = customers.get(id);
		const rev = Number(before?.['rev'] ?? 0) + 1;
		const entries = Object.entries({ ...before, ...(body as object), id, rev });
		const customer = Object.fromEntries(entries.filter(([, value]) => value !== null)) as Customer;
		customers.set(id, customer);
		return customer;
	}

	function create(body: unknown): FakeAnswer {
		return problemOf(body) ?? envelope(save(String((last += 1)), body));
	}

	function update(id: string, body: unknown, match: string | undefined): FakeAnswer {
		const before = customers.get(id);
		if (!before) return error(404, 'no such customer');
		if (match !== undefined && match !== String(before['rev'])) return error(412, 'changed');
		return problemOf(body, id) ?? envelope(save(id, body));
	}

	function many(body: unknown, one: (record: Record<string, unknown>) => FakeAnswer): FakeAnswer {
		const { items = [] } = body as { items?: Record<string, unknown>[] };
		if (items.length > 5) return error(400, 'at most 5');
		return envelope(
			items.map((item) => {
				const { status, body: answer } = one(item);
				const { result, problem } = answer as { result?: unknown; problem?: { text: string } };
				return status < 400 ? result : { error: problem?.text };
			}),
		);
	}

	function search(body: unknown): FakeAnswer {
		const { by = '', any = [] } = body as { by?: string; any?: string[] };
		const wanted = new Set(any.map((value) => value.toLowerCase()));
		const fits = (customer: Customer) =>
			[customer[by] ?? []].flat().some((value) => wanted.has(String(value).toLowerCase()));
		return envelope([...customers.values()].filter(fits));
	}

	function list(query: URLSearchParams): FakeAnswer {
		const size = Math.min(Number(query.get('size') ?? largestPage), largestPage);
		const after = Number(query.get('after') ?? 0);
		const rest = [...customers.values()].filter(({ id }) => Number(id) > after);
		const page = rest.slice(0, size);
		return envelope(page, rest.length > size ? { next: page.at(-1)?.id } : {});
	}

	return {
		customers,
		handle({ method, path, headers, body, query }) {
			if (headers['x-api-key'] !== token) return error(401, 'who are you');
			const [, , id = ''] = path.split('/');
			switch (`${method} ${id === '' ? path : path.replace(id, '*')}`) {
				case 'GET /customers':
					return list(query);
				case 'POST /customers':
					return create(body);
				case 'POST /search':
					return search(body);
				case 'POST /customers/*':
					return id === 'many' ? many(body, create) : error(405, 'no');
				case 'PATCH /customers/*':
					return id === 'many'
						? many(body, ({ id: one, ...fields }) => update(String(one), fields, undefined))
						: update(id, body, headers['if-match']);
				case 'GET /customers/*': {
					const customer = customers.get(id);
					return customer ? envelope(customer) : error(404, 'no such customer');
				}
				case 'DELETE /customers/*':
					return customers.delete(id) ? { status: 204 } : error(404, 'no such customer');
				default:
					return error(404, 'no such address');
			}
		},
	};
}

function mailsOf(customer: unknown): string[] {
	const { mails = [] } = customer as { mails?: unknown };
	return [mails].flat().map((mail) => String(mail).toLowerCase());
}
