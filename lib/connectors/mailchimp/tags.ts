import type { WriteResult } from '../connector';
import { UNKNOWN } from './results';
import type { MailchimpWriting } from './writer';

/**
 * Gives a member the tags he does not have yet and takes the others away; tags are known by their names.
 * @param tags all that he is to have
 */
export async function changeTags(
	{ session, members, at }: MailchimpWriting,
	id: string,
	tags: readonly string[],
): Promise<WriteResult> {
	const before = await members.tagsOf(id);
	const held = new Set(before.map(fold));
	const wanted = new Set(tags.map(fold));
	const changes = [
		...tags.filter((name) => !held.has(fold(name))).map((name) => ({ name, status: 'active' })),
		...before.filter((name) => !wanted.has(fold(name))).map((name) => ({ name, status: 'inactive' })),
	];
	if (changes.length === 0) return { outcome: 'updated', id };
	const request = { method: 'POST', url: `${at(id)}/tags`, body: { tags: changes } } as const;
	const answer = await session.write(request);
	return 'lost' in answer ? UNKNOWN : { outcome: 'updated', id };
}

const fold = (name: string): string => name.trim().toLowerCase();
