import { type LabelLanguage, titleOf } from '../fields';
import { type ColumnLook, type WritableSheet, writeWorkbook } from '../formats';
import type { FieldSpec, FieldType } from '../model';

/** What a template says, by language. */
interface Words {
	readonly customers: string;
	readonly explanation: string;
	/** Over the columns of the explanation: number, field, type, required, notes. */
	readonly columns: readonly [string, string, string, string, string];
	readonly yes: string;
	readonly no: string;
	readonly types: Readonly<Record<FieldType, string>>;
	readonly notes: Readonly<Partial<Record<FieldType, string>>>;
	readonly identifier: string;
	readonly several: string;
	readonly choices: string;
	readonly custom: string;
}

const WORDS: Readonly<Record<LabelLanguage, Words>> = {
	en: {
		customers: 'Customers',
		explanation: 'Explanation',
		columns: ['No.', 'Field', 'Type', 'Required', 'Notes'],
		yes: 'yes',
		no: 'no',
		types: {
			text: 'Text',
			email: 'E-mail',
			phone: 'Phone',
			name: 'Text',
			company: 'Text',
			number: 'Number',
			money: 'Amount',
			date: 'Date',
			dateTime: 'Date and time',
			boolean: 'Yes or no',
			consent: 'Yes or no',
			option: 'Choice',
			country: 'Country',
			language: 'Language',
			subscription: 'Subscription',
		},
		notes: {
			phone: 'With country prefix, such as +48 501 228 855',
			date: 'Year-month-day, such as 1990-02-03',
			dateTime: 'Year-month-day hour:minute, such as 2026-11-22 10:30',
			consent: 'Leave empty where it is not known: empty never means no',
			country: 'Its name, or two letters such as PL',
			language: 'Its name, or two letters such as pl',
			subscription:
				'Channel, resource, contact and status, such as ["email","News","jan@example.com","subscribed"]',
		},
		identifier: 'A customer is recognised by it',
		several: 'Several are separated by semicolons',
		choices: 'One of',
		custom: 'Custom field',
	},
	pl: {
		customers: 'Klienci',
		explanation: 'Objaśnienia',
		columns: ['Nr', 'Pole', 'Typ', 'Wymagane', 'Uwagi'],
		yes: 'tak',
		no: 'nie',
		types: {
			text: 'Tekst',
			email: 'Adres e-mail',
			phone: 'Telefon',
			name: 'Tekst',
			company: 'Tekst',
			number: 'Liczba',
			money: 'Kwota',
			date: 'Data',
			dateTime: 'Data i godzina',
			boolean: 'Tak lub nie',
			consent: 'Tak lub nie',
			option: 'Wybór',
			country: 'Kraj',
			language: 'Język',
			subscription: 'Subskrypcja',
		},
		notes: {
			phone: 'Z prefiksem kraju, np. +48 501 228 855',
			date: 'Rok-miesiąc-dzień, np. 1990-02-03',
			dateTime: 'Rok-miesiąc-dzień godzina:minuta, np. 2026-11-22 10:30',
			consent: 'Pozostaw puste, jeśli nie wiadomo: puste pole nigdy nie znaczy „nie”',
			country: 'Nazwa lub dwie litery, np. PL',
			language: 'Nazwa lub dwie litery, np. pl',
			subscription: 'Kanał, zasób, kontakt i status, np. ["email","News","jan@example.com","subscribed"]',
		},
		identifier: 'Po nim rozpoznawany jest klient',
		several: 'Kilka wartości oddziela się średnikami',
		choices: 'Jedna z wartości',
		custom: 'Pole własne',
	},
	zh: {
		customers: '客户',
		explanation: '填写说明',
		columns: ['序号', '字段', '类型', '是否必填', '说明'],
		yes: '是',
		no: '否',
		types: {
			text: '文本',
			email: '邮箱',
			phone: '电话',
			name: '文本',
			company: '文本',
			number: '数字',
			money: '金额',
			date: '日期',
			dateTime: '日期时间',
			boolean: '是或否',
			consent: '是或否',
			option: '选项',
			country: '国家',
			language: '语言',
			subscription: '订阅',
		},
		notes: {
			phone: '请带国家区号，例如 +86 138 0013 8000',
			date: '年-月-日，例如 1990-02-03',
			dateTime: '年-月-日 时：分，例如 2026-11-22 10:30',
			consent: '不清楚时请留空：留空不等于“否”',
			country: '国家名称或两位代码，例如 CN',
			language: '语言名称或两位代码，例如 zh',
			subscription: '渠道、内容、联系方式和状态，例如 ["email","News","jan@example.com","subscribed"]',
		},
		identifier: '用于识别客户',
		several: '多个值用分号隔开',
		choices: '可选值',
		custom: '自定义字段',
	},
};

/** Wide enough for what is usually entered, in characters. */
const COLUMN_WIDTH = 18;

/**
 * A workbook to be filled in and imported: a sheet with a column for each field, marked where it is required, with a
 * list to choose from where only some values are allowed; and a sheet that explains the fields. Its labels are
 * recognised by the mapping, whatever the language.
 */
export function writeTemplate(
	fields: readonly FieldSpec[],
	language: LabelLanguage,
): AsyncGenerator<Uint8Array> {
	const words = WORDS[language];
	return writeWorkbook(
		[customersSheet(fields, language, words), explanationSheet(fields, language, words)],
		{},
	);
}

function customersSheet(fields: readonly FieldSpec[], language: LabelLanguage, words: Words): WritableSheet {
	return {
		name: words.customers,
		table: { labels: fields.map((field) => labelOf(field, language)), batches: [] },
		columns: fields.map((field) => lookOf(field, words)),
	};
}

/** A star behind the label, as forms mark what must be filled in. */
function labelOf(field: FieldSpec, language: LabelLanguage): string {
	return `${titleOf(field, language)}${field.required ? ' *' : ''}`;
}

function lookOf(field: FieldSpec, words: Words): ColumnLook {
	const choices = choicesOf(field, words);
	const note = notesOf(field, words).join('\n');
	return {
		width: COLUMN_WIDTH,
		...(choices.length === 0 ? {} : { choices }),
		...(note === '' ? {} : { note }),
	};
}

function choicesOf(field: FieldSpec, words: Words): readonly string[] {
	if (field.type === 'consent' || field.type === 'boolean') return [words.yes, words.no];
	return field.multiple ? [] : (field.options ?? []);
}

function explanationSheet(
	fields: readonly FieldSpec[],
	language: LabelLanguage,
	words: Words,
): WritableSheet {
	const rows = fields.map((field, index) => ({
		rowNumber: index + 2,
		cells: [
			index + 1,
			labelOf(field, language),
			words.types[field.type],
			field.required ? words.yes : words.no,
			notesOf(field, words).join('. '),
		],
	}));
	const table = { labels: words.columns, batches: [rows], types: ['number'] as const };
	return { name: words.explanation, table, wrap: true };
}

function notesOf(field: FieldSpec, words: Words): string[] {
	const options = field.options ?? [];
	return [
		field.identifier ? words.identifier : undefined,
		words.notes[field.type],
		options.length > 0 ? `${words.choices}: ${options.join(', ')}` : undefined,
		field.multiple ? words.several : undefined,
		field.custom ? words.custom : undefined,
	].filter((note) => note !== undefined);
}
