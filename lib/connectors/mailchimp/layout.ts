import { read } from '../http/body';
import type { Session } from '../http/session';
import { MEMBER } from './properties';

/** What an audience keeps about its members in fields of its own. */
export interface MergeField {
	/** Such as `FNAME`. */
	readonly tag: string;
	readonly title: string;
	/** Mailchimp's word for it, such as `birthday`. */
	readonly kind: string;
	readonly required: boolean;
	readonly choices: readonly string[];
	/** Whether phone numbers are written as in the United States. */
	readonly isUsPhone: boolean;
}

/** A category of interests, which is one field here with the interests as its values. */
export interface Group {
	/** Under which it is a field. */
	readonly property: string;
	/** Whether a member can have several of them. */
	readonly multiple: boolean;
	/** Their ids by their names. */
	readonly interests: ReadonlyMap<string, string>;
}

/** What the members of an audience have. */
export interface Layout {
	readonly mergeFields: readonly MergeField[];
	readonly groups: readonly Group[];
}

/** More than an audience can have of any of them. */
const ALL = 1_000;

/** Asks for the merge fields and the interests of an audience. */
export async function loadLayout(session: Session, audience: string): Promise<Layout> {
	const list = async (path: string, name: string) => {
		const { body } = await session.read({ method: 'GET', url: `${audience}/${path}`, query: { count: ALL } });
		return read.list(body, name);
	};
	const mergeFields = (await list('merge-fields', 'merge_fields')).map(mergeFieldOf);
	const taken = new Set([...MEMBER.map(({ property }) => property), ...mergeFields.map(({ tag }) => tag)]);
	const groups: Group[] = [];
	for (const category of await list('interest-categories', 'categories')) {
		const id = read.text(category, 'id') ?? '';
		const interests = await list(`interest-categories/${id}/interests`, 'interests');
		const title = read.text(category, 'title') ?? id;
		const property = taken.has(title) ? `${title} (${id})` : title;
		taken.add(property);
		groups.push(groupOf(category, property, interests));
	}
	return { mergeFields, groups };
}

function mergeFieldOf(field: unknown): MergeField {
	const tag = read.text(field, 'tag') ?? '';
	return {
		tag,
		title: read.text(field, 'name') ?? tag,
		kind: read.text(field, 'type') ?? 'text',
		required: read.value(field, 'required') === true,
		choices: read.list(field, 'options', 'choices').map(String),
		isUsPhone: read.text(field, 'options', 'phone_format') === 'US',
	};
}

function groupOf(category: unknown, property: string, interests: readonly unknown[]): Group {
	const kind = read.text(category, 'type');
	return {
		property,
		multiple: kind !== 'radio' && kind !== 'dropdown',
		interests: new Map(interests.map((one) => [read.text(one, 'name') ?? '', read.text(one, 'id') ?? ''])),
	};
}
