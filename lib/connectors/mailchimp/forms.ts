import type { CustomerRecord, FieldType, FieldValue } from '../../model';
import { mainValue } from '../crm/bindings';
import { type Forms, jsonForms, readTime, writeTime } from '../crm/jsonForms';
import type { FoundProperty } from '../crm/schema';
import type { Layout } from './layout';

/** What the engine calls a consent that is not confirmed yet. */
const UNCONFIRMED = 'unconfirmed';

/**
 * How a property is read and written.
 * @param filler what stands for a part of an address that is missing
 */
export function formsOf(
	{ property, type, multiple = false }: FoundProperty,
	ours: FieldType,
	{ mergeFields }: Layout,
	filler: string,
): Forms {
	if (property === 'status' && ours === 'consent') return STATUS;
	if (property === 'timestamp_opt') return OPT_IN_TIME;
	if (property.includes('.')) return partForms(filler);
	const field = mergeFields.find(({ tag }) => tag === property);
	if (field?.kind === 'birthday') return BIRTHDAY;
	if (field?.isUsPhone && ours === 'phone') return US_PHONE;
	return jsonForms({ type, ours, multiple });
}

/**
 * A member is subscribed or not. An address that bounced may not be written to either. Of somebody who is neither,
 * whom Mailchimp calls transactional, no consent is known.
 */
const STATUS: Forms = {
	read: (status) => {
		if (status === 'subscribed') return true;
		if (status === 'pending') return UNCONFIRMED;
		return status === 'unsubscribed' || status === 'cleaned' ? false : undefined;
	},
	write: (value) => {
		const consent = mainValue(value);
		return consent === true ? 'subscribed' : consent === false ? 'unsubscribed' : 'pending';
	},
};

/**
 * When the consent was given. When it was withdrawn, Mailchimp does not tell; not after the member was changed last,
 * so that only a proof that is newer than that can raise it.
 */
const OPT_IN_TIME: Forms = {
	read: (value, { status, last_changed: changed }) => {
		if (status === 'subscribed') return readTime(value);
		return status === 'transactional' ? undefined : readTime(changed);
	},
	// It is the time of the confirmation: of no other answer there is one.
	write: (value, { newsletterConsent }: CustomerRecord) =>
		newsletterConsent === true ? writeTime(value) : undefined,
};

/** Months and days without a year, written `MM/DD` there and as ISO 8601 has truncated dates here. */
const BIRTHDAY: Forms = {
	read: (value) => {
		const [, month, day] = /^(\d{2})\/(\d{2})$/.exec(typeof value === 'string' ? value : '') ?? [];
		return month === undefined || day === undefined ? undefined : `--${month}-${day}`;
	},
	write: (value) => String(mainValue(value)).slice(0, 10).slice(-5).replace('-', '/'),
};

const US_PHONE: Forms = {
	read: (value) => {
		const digits = typeof value === 'string' ? value.replace(/\D/g, '') : '';
		return digits.length === 10 ? `1${digits}` : digits || undefined;
	},
	write: (value: FieldValue) => {
		const [, area, exchange, line] = /^1(\d{3})(\d{3})(\d{4})$/.exec(String(mainValue(value))) ?? [];
		return area === undefined ? String(mainValue(value)) : `${area}-${exchange}-${line}`;
	},
};

const partForms = (filler: string): Forms => ({
	read: (value) => (typeof value === 'string' && value !== '' && value !== filler ? value : undefined),
	write: (value) => String(mainValue(value)),
});
