import type { FakeAnswer } from '../fakeServer';

/** An error as Mailchimp words it (https://mailchimp.com/developer/marketing/docs/errors/). */
export function problem(
	status: number,
	title: string,
	detail: string,
	errors: readonly { readonly field: string; readonly message: string }[] = [],
): FakeAnswer {
	return {
		status,
		headers: { 'content-type': 'application/problem+json; charset=utf-8' },
		body: {
			type: 'https://mailchimp.com/developer/marketing/docs/errors/',
			title,
			status,
			detail,
			instance: '995c5cb0-3280-4a6e-808b-3b096d0bb219',
			...(errors.length > 0 ? { errors } : {}),
		},
	};
}

export const NOT_FOUND = problem(404, 'Resource Not Found', 'The requested resource could not be found.');
export const NOT_ALLOWED = problem(405, 'Method Not Allowed', 'This member cannot be removed.');
export const BAD_KEY = problem(
	401,
	'API Key Invalid',
	"Your API key may be invalid, or you've attempted to access the wrong datacenter.",
);
export const TOO_MANY = problem(
	429,
	'Too Many Requests',
	'You have exceeded the limit of 10 simultaneous connections.',
);

/** What is wrong with a member: nothing of it is written. */
export interface Refusal {
	readonly title: string;
	readonly detail: string;
	readonly field?: string;
	readonly message?: string;
	readonly code?: 'ERROR_CONTACT_EXISTS';
}

export const asProblem = ({ title, detail, field, message }: Refusal): FakeAnswer =>
	problem(400, title, detail, field === undefined ? [] : [{ field, message: message ?? '' }]);
