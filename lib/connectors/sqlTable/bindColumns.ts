import { STANDARD_FIELDS, type StandardFieldName } from '../../fields';
import { userError } from '../../errors';
import type { FieldSpec, FieldType } from '../../model';
import { foldText } from '../../normalize';
import type { ColumnKind, TableColumn } from './columns';

/** A field and the column that keeps it. */
export interface Bound {
	readonly spec: FieldSpec;
	readonly column: TableColumn;
}

/**
 * What the columns of customer tables are called, besides the names and titles of our fields: as database
 * designers write them, without case, spacing and punctuation. The first that is there is taken.
 */
const COLUMN_NAMES: Readonly<Partial<Record<StandardFieldName, string>>> = {
	crmId:
		'customerid customernumber customerno customercode clientid clientnumber contactid externalid memberid crmnumber',
	guid: 'uuid customerguid customeruuid globalid',
	email: 'emailaddress mail mailaddress primaryemail customeremail contactemail',
	phone:
		'phonenumber mobile mobilephone mobilenumber telephone tel cellphone msisdn customerphone contactphone',
	phoneExtension: 'extension phoneext',
	firstName: 'givenname fname forename',
	lastName: 'surname familyname lname',
	fullName: 'name displayname customername contactname',
	company: 'companyname organization organisation organizationname account accountname',
	birthDate: 'dateofbirth dob birthday birthdate',
	gender: 'sex',
	street: 'streetaddress address address1 addressline1',
	postalCode: 'postcode zip zipcode',
	city: 'town',
	region: 'state province county',
	country: 'countrycode',
	language: 'languagecode lang locale',
	notes: 'note comment comments remarks',
	createdAt: 'created createdon creationdate datecreated createddate',
	changedAt: 'updatedat updated updatedon modified modifiedat modifiedon lastmodified changed',
	newsletterConsent: 'newsletter newsletteroptin emailoptin emailconsent marketingconsent',
	newsletterConsentAt: 'newsletteroptinat emailoptinat emailconsentat marketingconsentat',
	smsConsent: 'smsoptin',
	smsConsentAt: 'smsoptinat',
};

/**
 * Binds our fields to columns: those that the person named, then those whose name says it. Every other column is a
 * custom field under its own name.
 * @param key the column that tells rows apart; it is no field where the database fills it in
 * @param chosen columns by field name, as the person set them
 * @throws userError where a chosen column is not there
 */
export function bindColumns(
	columns: readonly TableColumn[],
	key: TableColumn,
	chosen: Readonly<Record<string, string>>,
): readonly Bound[] {
	const free = new Set(columns.filter((column) => column !== key || !column.generated));
	const bound: Bound[] = [];
	const bind = (name: string, column: TableColumn) => {
		free.delete(column);
		bound.push({ spec: specOf(name, column), column });
	};
	for (const [field, wanted] of Object.entries(chosen)) bind(field, chosenColumn(columns, wanted));
	const named = new Set(Object.keys(chosen));
	for (const { name } of STANDARD_FIELDS) {
		const column = named.has(name) ? undefined : likelyColumn(name, free);
		if (column) bind(name, column);
	}
	const taken = new Set(bound.map(({ spec }) => spec.name));
	for (const column of free) bind(taken.has(column.name) ? `${column.name} (column)` : column.name, column);
	return bound;
}

function chosenColumn(columns: readonly TableColumn[], wanted: string): TableColumn {
	const column = columns.find(({ name }) => name === wanted);
	if (column) return column;
	throw userError(
		`The table has no column '${wanted}'`,
		`Correct 'Field Names'. Its columns are: ${columns.map(({ name }) => name).join(', ')}.`,
		'SQL_COLUMN',
	);
}

/** What the database fills in itself is nobody's CRM ID, whatever it is called. */
function likelyColumn(field: StandardFieldName, free: ReadonlySet<TableColumn>): TableColumn | undefined {
	const title = STANDARD_FIELDS.find(({ name }) => name === field)?.title ?? field;
	const names = [field, title].map(foldText).concat(COLUMN_NAMES[field]?.split(' ') ?? []);
	const usable = [...free].filter(({ generated, kind }) => !generated && kind !== 'bytes');
	for (const name of names) {
		const column = usable.find((one) => foldText(one.name) === name);
		if (column) return column;
	}
	return undefined;
}

const TYPES: Readonly<Partial<Record<ColumnKind, FieldType>>> = {
	integer: 'number',
	decimal: 'number',
	float: 'number',
	boolean: 'boolean',
	date: 'date',
	dateTime: 'dateTime',
	zonedDateTime: 'dateTime',
};

/** A field as its column allows it. */
function specOf(name: string, column: TableColumn): FieldSpec {
	const standard: FieldSpec | undefined = STANDARD_FIELDS.find((field) => field.name === name);
	const isReadOnly = column.generated || column.kind === 'bytes';
	const identifier = isFindable(standard, column);
	return {
		name,
		title: standard?.title ?? column.name,
		type: standard?.type ?? TYPES[column.kind] ?? 'text',
		...(standard ? {} : { custom: true }),
		...(keepsSeveral(standard, column) ? { multiple: true } : {}),
		...(!column.nullable && !column.hasDefault && !isReadOnly ? { required: true } : {}),
		...(isReadOnly ? { readOnly: true } : {}),
		...(identifier ? { identifier: true } : {}),
		...(column.maxLength === undefined || column.kind !== 'text' ? {} : { maxLength: column.maxLength }),
	};
}

/** Whether a customer can be looked up by it. */
function isFindable(standard: FieldSpec | undefined, column: TableColumn): boolean {
	if (['bytes', 'json', 'float', 'other'].includes(column.kind)) return false;
	if (standard) return standard.identifier === true;
	return column.kind !== 'list' && (column.uniqueAlone || column.uniqueWithoutCase) && !column.generated;
}

/** A column of texts keeps several values of a field that has them, one after the other; but nobody is found by a part of it. */
function keepsSeveral(standard: FieldSpec | undefined, { kind }: TableColumn): boolean {
	if (kind === 'list') return true;
	return standard?.multiple === true && !standard.identifier && (kind === 'text' || kind === 'json');
}
