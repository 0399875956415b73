import type { FieldBindings } from '../crm/driver';
import { ADDRESS_PARTS, partName } from './address';
import type { Layout } from './layout';

/**
 * Mailchimp replaces an address as a whole: where one part of it changes, all parts are written.
 * @param fieldOf our name for a property
 */
export function withWholeAddresses(
	bindings: FieldBindings,
	{ mergeFields }: Layout,
	fieldOf: (property: string) => string,
): FieldBindings {
	const addresses = mergeFields
		.filter(({ kind }) => kind === 'address')
		.map(({ tag }) => Object.keys(ADDRESS_PARTS).map((part) => fieldOf(partName(tag, part))));
	return {
		...bindings,
		toProperties(fields, record) {
			const touched = addresses.filter((parts) => parts.some((part) => fields.includes(part)));
			return bindings.toProperties([...new Set([...fields, ...touched.flat()])], record);
		},
	};
}
