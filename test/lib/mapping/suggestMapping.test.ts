import { FIELDS, suggestMapping, type SuggestOptions } from '../../../lib/mapping';
import type { Row } from '../../../lib/model';
import { foldText } from '../../../lib/normalize';

function suggest(
	labels: readonly string[],
	options: Partial<SuggestOptions> = {},
): ReturnType<typeof suggestMapping> {
	return suggestMapping(labels, { mode: 'automatic', ...options });
}

/** The fields that labels get, '' for none. */
function fieldsOf(labels: readonly string[], options: Partial<SuggestOptions> = {}): string[] {
	return suggest(labels, options).columns.map(({ field }) => field ?? '');
}

const rows = (...cells: ReadonlyArray<Row['cells']>): Row[] =>
	cells.map((row, index) => ({ rowNumber: index + 2, cells: row }));

describe('the standard fields', () => {
	it.each(FIELDS)('knows $title, as an export of ours calls the field', ({ name, title }) => {
		const { columns } = suggestMapping([title], { mode: 'automatic' });
		expect(columns[0]?.field).toBe(name);
	});

	it('have names of their own, and aliases that no two claim', () => {
		const owners = new Map<string, string>();
		for (const { name, aliases = [] } of FIELDS) {
			for (const alias of aliases) {
				const folded = foldText(alias);
				expect({ alias, owner: owners.get(folded) ?? name }).toEqual({ alias, owner: name });
				expect(folded).not.toBe('');
				owners.set(folded, name);
			}
		}
		expect(new Set(FIELDS.map(({ name }) => name)).size).toBe(FIELDS.length);
		expect(FIELDS.filter(({ identifier }) => identifier).map(({ name }) => name)).toEqual([
			'crmId',
			'guid',
			'email',
			'phone',
		]);
	});
});

describe('suggestMapping', () => {
	it.each([
		[
			'English',
			[
				'First Name',
				'Last Name',
				'Email Address',
				'Mobile Phone',
				'Zip/Postal Code',
				'Date of Birth',
				'Contact owner',
				'Industry',
				'Create Date',
			],
		],
		[
			'Polish',
			[
				'Imię',
				'NAZWISKO',
				'Adres e-mail',
				'Nr telefonu',
				'Kod pocztowy',
				'Data urodzenia',
				'Opiekun',
				'Branża',
				'Data utworzenia',
			],
		],
		[
			'Polish without accents',
			[
				'imie',
				'nazwisko',
				'adres_email',
				'numer telefonu',
				'kod-pocztowy',
				'data ur.',
				'opiekun klienta',
				'branza',
				'data dodania',
			],
		],
		[
			'Chinese',
			['名', '姓', '电子邮箱', '手机号码', '邮政编码', '出生日期', '负责人', '所属行业', '创建时间'],
		],
		[
			'German',
			[
				'Vorname',
				'Nachname',
				'E-Mail-Adresse',
				'Handynummer',
				'PLZ',
				'Geburtsdatum',
				'Betreuer',
				'Branche',
				'Erstellt am',
			],
		],
		[
			'Russian',
			[
				'Имя',
				'Фамилия',
				'Эл. почта',
				'Мобильный телефон',
				'Почтовый индекс',
				'Дата рождения',
				'Ответственный',
				'Отрасль',
				'Дата создания',
			],
		],
		[
			'Spanish',
			[
				'Nombre',
				'Apellidos',
				'Correo electrónico',
				'Teléfono móvil',
				'Código postal',
				'Fecha de nacimiento',
				'Responsable',
				'Industria',
				'Fecha de creación',
			],
		],
		[
			'French',
			[
				'Prénom',
				'Nom de famille',
				'Courriel',
				'Téléphone portable',
				'Code postal',
				'Date de naissance',
				'Propriétaire',
				'Secteur d’activité',
				'Date de création',
			],
		],
		[
			'Portuguese',
			[
				'Primeiro nome',
				'Sobrenome',
				'Endereço de e-mail',
				'Celular',
				'Código postal',
				'Data de nascimento',
				'Responsável',
				'Setor',
				'Data de criação',
			],
		],
		[
			'Turkish',
			[
				'Adı',
				'Soyadı',
				'E-posta',
				'Cep Telefonu',
				'Posta Kodu',
				'Doğum Tarihi',
				'Müşteri temsilcisi',
				'Sektör',
				'Oluşturma tarihi',
			],
		],
	])('reads %s labels', (_, labels) => {
		expect(fieldsOf(labels)).toEqual([
			'firstName',
			'lastName',
			'email',
			'phone',
			'postalCode',
			'birthDate',
			'owner',
			'industry',
			'createdAt',
		]);
	});

	it.each([
		['E-mail 1 - Value', 'email'],
		['email_2', 'email'],
		['Phone 3', 'phone'],
		['Phone 1 - Type', ''],
		['Organization 1 - Name', 'company'],
		['City 2', ''],
		['Person - Email', 'email'],
		['customer_city', 'city'],
		['customerEmail', 'email'],
		['Telefon klienta', 'phone'],
		['客户邮编', 'postalCode'],
		['Company ID', ''],
		['Company city', 'city'],
		['E-mail (required)', 'email'],
		['姓名（必填）', 'fullName'],
		['* Email *', 'email'],
		['Business Fax', ''],
		['Lead Status', ''],
		['row_number', ''],
		['source_file', ''],
	])('takes %s for "%s"', (label, field) => {
		expect(fieldsOf([label])).toEqual([field]);
	});

	it('reads "Name" by what is beside it', () => {
		expect(fieldsOf(['Name', 'E-Mail'])).toEqual(['fullName', 'email']);
		expect(fieldsOf(['Vorname', 'Name'])).toEqual(['firstName', 'lastName']);
		expect(fieldsOf(['Nome', 'Sobrenome'])).toEqual(['firstName', 'lastName']);
		expect(fieldsOf(['Name', 'Given Name', 'Family Name'])).toEqual(['fullName', 'firstName', 'lastName']);
	});

	it('says which column was mapped to nothing, but for ours', () => {
		const { issues } = suggest(['email', 'Shoe size', 'row_number']);
		expect(issues).toMatchObject([{ code: 'NOT_MAPPED', label: 'Shoe size' }]);
	});

	it('gives a field of one value to the first column, and names both', () => {
		const { columns, issues } = suggest(['City', 'Town']);
		expect(columns.map(({ field }) => field)).toEqual(['city', undefined]);
		expect(issues).toMatchObject([
			{
				code: 'NOT_MAPPED',
				label: 'Town',
				field: 'city',
				message: "'City' and 'Town' both mean City; 'City' is used",
			},
		]);
	});

	it('prefers the column that holds anything', () => {
		const sample = rows(['', 'Kraków'], [null, 'Łódź']);
		expect(fieldsOf(['Home City', 'Business City'], { sample })).toEqual(['', 'city']);
	});

	it('lets corrections win', () => {
		const corrections = [
			{ label: 'Town', field: 'city' },
			{ label: 'e mail', field: '' },
			{ label: 'Ref', field: 'crmId' },
		];
		const { columns, issues } = suggest(['City', 'Town', 'E-Mail', 'Ref'], { corrections });
		expect(columns.map(({ field }) => field)).toEqual([undefined, 'city', undefined, 'crmId']);
		expect(issues.map(({ label }) => label)).toEqual(['City']);
	});

	it('maps nothing but the corrections where the mapping is defined', () => {
		const corrections = [{ label: 'email', field: 'email' }];
		expect(fieldsOf(['email', 'phone'], { mode: 'defined', corrections })).toEqual(['email', '']);
	});

	it('says that a correction names a column the file has not', () => {
		const { issues } = suggest(['email'], { corrections: [{ label: 'Phone', field: 'phone' }] });
		expect(issues).toMatchObject([{ code: 'SETTING_CONTRADICTS_FILE', label: 'Phone' }]);
	});

	it('refuses a correction to a field that does not exist', () => {
		const corrections = [{ label: 'email', field: 'e-mail address' }];
		expect(() => suggest(['email'], { corrections })).toThrow(
			"The column 'email' is mapped to 'e-mail address', and there is no such field",
		);
	});

	it('lets the content decide where the label says nothing', () => {
		const sample = rows(
			['a@example.com', '+48 501 228 855', '30.09.2022', 'x'],
			['b@example.com', '+48 602 111 222', '01.10.2022', 'y'],
		);
		const { columns } = suggest(['column_1', 'column_2', 'column_3', 'column_4'], { sample });
		expect(columns.map(({ field }) => field)).toEqual(['email', 'phone', undefined, undefined]);
		expect(columns[2]?.reason).toContain('dates');
		expect(columns[0]?.confidence).toBeLessThan(1);
	});

	it('takes the only column with addresses for the e-mail, but not that of somebody else', () => {
		const sample = rows(['a@example.com'], ['b@example.com']);
		expect(fieldsOf(['Kontaktdaten'], { sample })).toEqual(['email']);
		expect(fieldsOf(['Referrer'], { sample })).toEqual(['']);
		const both = rows(['a@example.com', 'c@example.com'], ['b@example.com', 'd@example.com']);
		expect(fieldsOf(['Email', 'Kontaktdaten'], { sample: both })).toEqual(['email', '']);
	});

	it('knows custom fields by name, title and alias, and they take precedence over the words for the customer', () => {
		const fields = [
			...FIELDS,
			{
				name: 'shoeSize',
				title: 'Shoe size',
				type: 'number',
				custom: true,
				aliases: ['Rozmiar buta'],
			} as const,
		];
		expect(fieldsOf(['SHOE SIZE'], { fields })).toEqual(['shoeSize']);
		expect(fieldsOf(['rozmiar buta'], { fields })).toEqual(['shoeSize']);
	});
});
