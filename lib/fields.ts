import type { Cell, FieldSpec, FieldType, FieldValue } from './model';

type Details = Pick<FieldSpec, 'multiple' | 'identifier'>;

function field<Name extends string>(
	name: Name,
	title: string,
	type: FieldType,
	details: Details = {},
): FieldSpec & { readonly name: Name } {
	return { name, title, type, ...details };
}

const IDENTIFIER = { identifier: true } as const;
const SEVERAL = { multiple: true } as const;

/** The standard fields of a customer: what columns are mapped to, and what every local customer base has. */
export const STANDARD_FIELDS = [
	field('crmId', 'CRM ID', 'text', IDENTIFIER),
	field('guid', 'GUID', 'text', IDENTIFIER),
	field('email', 'E-mail', 'email', { ...IDENTIFIER, ...SEVERAL }),
	field('phone', 'Phone', 'phone', { ...IDENTIFIER, ...SEVERAL }),
	field('phoneExtension', 'Phone Extension', 'text'),
	field('firstName', 'First Name', 'name'),
	field('lastName', 'Last Name', 'name'),
	field('fullName', 'Full Name', 'name'),
	field('company', 'Company', 'company'),
	field('birthDate', 'Date of Birth', 'date'),
	field('gender', 'Gender', 'option'),
	field('street', 'Street', 'text'),
	field('postalCode', 'Postal Code', 'text'),
	field('city', 'City', 'name'),
	field('region', 'Region', 'name'),
	field('country', 'Country', 'country'),
	field('language', 'Language', 'language'),
	field('industry', 'Industry', 'option'),
	field('level', 'Level', 'option'),
	field('owner', 'Owner', 'text'),
	field('tags', 'Tags', 'text', SEVERAL),
	field('notes', 'Notes', 'text'),
	field('createdAt', 'Created At', 'dateTime'),
	field('changedAt', 'Changed At', 'dateTime'),
	field('newsletterConsent', 'Newsletter Consent', 'consent'),
	field('newsletterConsentAt', 'Newsletter Consent Time', 'dateTime'),
	field('smsConsent', 'SMS Consent', 'consent'),
	field('smsConsentAt', 'SMS Consent Time', 'dateTime'),
	field('subscriptions', 'Subscriptions', 'subscription', SEVERAL),
] as const;

/** The name of a standard field. */
export type StandardFieldName = (typeof STANDARD_FIELDS)[number]['name'];

/** The languages in which files and templates are labelled. */
export const LABEL_LANGUAGES = ['en', 'pl', 'zh'] as const;
export type LabelLanguage = (typeof LABEL_LANGUAGES)[number];

const TITLES: Readonly<Record<StandardFieldName, { readonly pl: string; readonly zh: string }>> = {
	crmId: { pl: 'ID klienta', zh: '客户编号' },
	guid: { pl: 'GUID', zh: '全局唯一标识' },
	email: { pl: 'Adres e-mail', zh: '邮箱' },
	phone: { pl: 'Telefon', zh: '电话' },
	phoneExtension: { pl: 'Numer wewnętrzny', zh: '分机号' },
	firstName: { pl: 'Imię', zh: '名' },
	lastName: { pl: 'Nazwisko', zh: '姓' },
	fullName: { pl: 'Imię i nazwisko', zh: '姓名' },
	company: { pl: 'Firma', zh: '公司' },
	birthDate: { pl: 'Data urodzenia', zh: '出生日期' },
	gender: { pl: 'Płeć', zh: '性别' },
	street: { pl: 'Ulica', zh: '地址' },
	postalCode: { pl: 'Kod pocztowy', zh: '邮编' },
	city: { pl: 'Miasto', zh: '城市' },
	region: { pl: 'Województwo', zh: '省份' },
	country: { pl: 'Kraj', zh: '国家' },
	language: { pl: 'Język', zh: '语言' },
	industry: { pl: 'Branża', zh: '行业' },
	level: { pl: 'Poziom', zh: '客户级别' },
	owner: { pl: 'Opiekun', zh: '负责人' },
	tags: { pl: 'Tagi', zh: '标签' },
	notes: { pl: 'Uwagi', zh: '备注' },
	createdAt: { pl: 'Data utworzenia', zh: '创建时间' },
	changedAt: { pl: 'Data modyfikacji', zh: '修改时间' },
	newsletterConsent: { pl: 'Zgoda na newsletter', zh: '邮件订阅' },
	newsletterConsentAt: { pl: 'Data zgody na newsletter', zh: '邮件订阅时间' },
	smsConsent: { pl: 'Zgoda na SMS', zh: '短信订阅' },
	smsConsentAt: { pl: 'Data zgody na SMS', zh: '短信订阅时间' },
	subscriptions: { pl: 'Subskrypcje', zh: '订阅列表' },
};

/** What a person reads above a field's column. A custom field has the one title its maker gave it. */
export function titleOf(field: FieldSpec, language: LabelLanguage): string {
	if (language === 'en' || !isStandardField(field.name)) return field.title;
	return TITLES[field.name][language];
}

function isStandardField(name: string): name is StandardFieldName {
	return Object.hasOwn(TITLES, name);
}

/** A value of a customer in one cell: several values are separated by semicolons. */
export function fieldToCell(value: FieldValue | undefined): Cell | undefined {
	return isList(value) ? value.map((part) => part ?? '').join('; ') : value;
}

function isList(value: FieldValue | undefined): value is readonly Cell[] {
	return Array.isArray(value);
}
