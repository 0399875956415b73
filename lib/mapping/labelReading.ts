import type { FieldSpec } from '../model';
import { foldText } from '../normalize';

/** What a label says about the field, and how sure that is, from 0 to 1. */
export interface LabelReading {
	readonly field: FieldSpec;
	readonly confidence: number;
	readonly reason: string;
}

/** Columns that our own nodes add, with a number where a file has such a label twice; no values of a customer. */
const OUR_COLUMN =
	/^(?:row_number|source_file|rejected_because|how_to_correct|further_cells|import_issues|import_changes|import_fields)(?:_\d+)?$/;

const EXACT = 1;
const WITHOUT_REMARK = 0.95;
const WITHOUT_NUMBER = 0.9;
const WITHOUT_OWNER_WORD = 0.8;

/** Words that say whose value it is. What is left is what it is. */
const PERSON_WORDS = new Set(
	'person contact customer client lead subscriber user member primary main default klient klienta kontakt kontaktu osoba kontaktowa kunde kunden kontaktperson клиент клиента контакт контакта cliente contacto client contact contato müşteri'.split(
		' ',
	),
);
const PLACE_WORDS = new Set(
	(
		'organization organisation company account billing shipping mailing home work business office private personal other permanent current address ' +
		'firma firmy firmowy domowy służbowy prywatny inny adres rechnung lieferung geschäftlich privat dienstlich weitere weiterer weiteres ' +
		// Spanish and Portuguese join them by a word of their own.
		'trabajo domicilio otra otro residencial comercial residência empresa outra outro del de do da'
	).split(' '),
);
const CHINESE_OWNER =
	/^(?:主联系人|联系人|客户|公司|会员|用户|企业|單位|单位|商务地址|住宅地址|其他地址|商务|住宅|车载|其他)\s*(?=.)/;

/** The fields that a company or an address has too; an id of a company is not the customer's. */
const FIELDS_OF_PLACES = new Set(['email', 'phone', 'street', 'postalCode', 'city', 'region', 'country']);

const REMARK = /[([（【][^)\]）】]*[)\]）】]/g;
const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{L}\p{M}]+|\d+/gu;

/** What the words for the customer must not be taken away from. */
const OTHER_THINGS = new Set(['username', 'loginname', 'nickname', 'clientip', 'userip']);

/** Labels that say nothing: made up by programs, or one sign. */
const SILENT =
	/^(?:column|col|field|unnamed|kolumna|pole|spalte|feld|colonne|champ|columna|campo|coluna|столбец|поле|sütun|alan|列|字段|value|data|dane|f|c|x)?[\s_:#-]*\d*$|^[a-z]$/i;

/** Whether a column was added by our own nodes. */
export function isOurColumn(label: string): boolean {
	return OUR_COLUMN.test(label);
}

/** Whether a label tells nothing about its column, so that only the content can. */
export function isSilent(label: string): boolean {
	return SILENT.test(label.trim());
}

/** Fields by their folded names, titles and aliases; the first field that claims one keeps it. */
export function indexLabels(fields: readonly FieldSpec[]): ReadonlyMap<string, FieldSpec> {
	const index = new Map<string, FieldSpec>();
	const add = (text: string, field: FieldSpec): void => {
		const folded = foldText(text);
		if (folded !== '' && !index.has(folded)) index.set(folded, field);
	};
	for (const field of fields) add(field.name, field);
	for (const field of fields) add(field.title, field);
	for (const field of fields) for (const alias of field.aliases ?? []) add(alias, field);
	return index;
}

function words(label: string): readonly string[] {
	return label.match(WORD) ?? [];
}

/** `E-mail 2`, `phone_3`: the number counts values of a field that keeps several; of others only the first is meant. */
function withoutNumber(label: string, index: ReadonlyMap<string, FieldSpec>): FieldSpec | undefined {
	const all = words(label);
	const numbers = all.filter((word) => /^\d+$/.test(word));
	if (numbers.length !== 1) return undefined;
	const field = index.get(foldText(all.filter((word) => !/^\d+$/.test(word)).join(' ')));
	return field?.multiple === true || numbers[0] === '1' ? field : undefined;
}

/** `Person - Email`, `customer_email`, `Telefon klienta`, `客户城市`: the word for the customer is taken away. */
function withoutOwnerWord(label: string, index: ReadonlyMap<string, FieldSpec>): FieldSpec | undefined {
	if (OTHER_THINGS.has(foldText(label))) return undefined;
	let rest = words(label).map((word) => word.toLowerCase());
	let ofPlace = false;
	while (rest.length > 1) {
		const [first = '', last = ''] = [rest[0], rest.at(-1)];
		const atStart = PERSON_WORDS.has(first) || PLACE_WORDS.has(first);
		if (!atStart && !PERSON_WORDS.has(last) && !PLACE_WORDS.has(last)) break;
		ofPlace ||= PLACE_WORDS.has(atStart ? first : last);
		rest = atStart ? rest.slice(1) : rest.slice(0, -1);
		const field = index.get(foldText(rest.join(' '))) ?? withoutNumber(rest.join(' '), index);
		if (field !== undefined) return !ofPlace || FIELDS_OF_PLACES.has(field.name) ? field : undefined;
	}
	const chinese = label.replace(CHINESE_OWNER, '');
	if (chinese === label) return undefined;
	return index.get(foldText(chinese)) ?? withoutNumber(chinese, index);
}

/**
 * What a label means: as it stands, then without a remark in brackets, without
 * a number, without the word for the customer.
 */
export function readLabel(label: string, index: ReadonlyMap<string, FieldSpec>): LabelReading | undefined {
	const bare = label.replace(REMARK, ' ');
	const tries: ReadonlyArray<readonly [number, () => FieldSpec | undefined]> = [
		[EXACT, () => index.get(foldText(label))],
		[WITHOUT_REMARK, () => index.get(foldText(bare))],
		[WITHOUT_NUMBER, () => withoutNumber(bare, index)],
		[WITHOUT_OWNER_WORD, () => withoutOwnerWord(bare, index)],
	];
	for (const [confidence, find] of tries) {
		const field = find();
		if (field !== undefined) return { field, confidence, reason: `The label means ${field.title}` };
	}
	return undefined;
}
