/** A header row as a program writes it, with the field that each label means; none where it is no field of a customer. */
export interface HeaderRow {
	readonly program: string;
	/** Where the labels are from. */
	readonly source: string;
	readonly labels: ReadonlyArray<readonly [label: string, field: string | undefined]>;
}

/** `label > field | label > field | label >` */
function columns(text: string): HeaderRow['labels'] {
	return text.split('|').map((column) => {
		const at = column.lastIndexOf('>');
		return [column.slice(0, at).trim(), column.slice(at + 1).trim() || undefined];
	});
}

const OUTLOOK =
	'the export of contacts of Microsoft Outlook, whose labels are in the language of the program';

export const HEADER_ROWS: readonly HeaderRow[] = [
	{
		program: 'HubSpot',
		source: 'knowledge.hubspot.com, default contact properties and the export of records',
		labels: columns(
			`Record ID > crmId | First Name > firstName | Last Name > lastName | Email > email | Phone Number > phone |
			Mobile Phone Number > phone | WhatsApp Phone Number > phone | Contact owner > owner | Company Name > company |
			Job Title > | Lifecycle Stage > | Lead Status > | Street Address > street | City > city | State/Region > region |
			Postal Code > postalCode | Country/Region > country | Preferred language > language | Date of birth > birthDate |
			Gender > gender | Industry > industry | Create Date > createdAt | Last Modified Date > changedAt |
			Unsubscribed from all email > | Marketing contact status > | Website URL > | Associated Company IDs > |
			Associated Company > | Original Source >`,
		),
	},
	{
		program: 'Salesforce, report',
		source: 'help.salesforce.com, labels of the standard fields of a contact',
		labels: columns(
			`Salutation > | First Name > firstName | Last Name > lastName | Title > | Account Name > company |
			Mailing Street > street | Mailing City > city | Mailing State/Province > region |
			Mailing Zip/Postal Code > postalCode | Mailing Country > country | Phone > phone | Fax > | Mobile > phone |
			Home Phone > phone | Email > email | Account Owner > owner | Contact ID > crmId | Birthdate > birthDate |
			Email Opt Out > | Fax Opt Out > | Do Not Call > | Lead Source > | Created Date > createdAt |
			Last Modified Date > changedAt | Contact Description > notes | Department > | Other Street > | Other City > |
			Other Zip/Postal Code > | Assistant > | Asst. Phone > | Reports To >`,
		),
	},
	{
		program: 'Salesforce, Data Loader',
		source: 'developer.salesforce.com, Object Reference, Contact',
		labels: columns(
			`Id > crmId | AccountId > | LastName > lastName | FirstName > firstName | Salutation > | Name > fullName |
			MailingStreet > street | MailingCity > city | MailingState > region | MailingPostalCode > postalCode |
			MailingCountry > country | Phone > phone | Fax > | MobilePhone > phone | HomePhone > phone | Email > email |
			Title > | Department > | LeadSource > | Birthdate > birthDate | Description > notes | CreatedDate > createdAt |
			LastModifiedDate > changedAt | HasOptedOutOfEmail > | DoNotCall > | EmailBouncedDate >`,
		),
	},
	{
		program: 'Google Contacts',
		source: 'the Google CSV of contacts.google.com, since 2024',
		labels: columns(
			`First Name > firstName | Middle Name > | Last Name > lastName | Phonetic First Name > |
			Phonetic Middle Name > | Phonetic Last Name > | Name Prefix > | Name Suffix > | Nickname > |
			File As > fullName | Organization Name > company | Organization Title > | Organization Department > |
			Birthday > birthDate | Notes > notes | Photo > | Labels > tags | E-mail 1 - Label > |
			E-mail 1 - Value > email | E-mail 2 - Label > | E-mail 2 - Value > email | Phone 1 - Label > |
			Phone 1 - Value > phone | Phone 2 - Label > | Phone 2 - Value > phone | Address 1 - Label > |
			Address 1 - Country > country | Address 1 - Street > street | Address 1 - Extended Address > |
			Address 1 - City > city | Address 1 - Region > region | Address 1 - Postal Code > postalCode |
			Address 1 - PO Box > | Address 1 - Formatted > | Relation 1 - Label > | Relation 1 - Value > |
			Website 1 - Label > | Website 1 - Value > | Event 1 - Label > | Event 1 - Value >`,
		),
	},
	{
		program: 'Google Contacts, until 2024',
		source: 'the Google CSV of contacts.google.com, until 2024',
		labels: columns(
			`Name > fullName | Given Name > firstName | Additional Name > | Family Name > lastName | Yomi Name > |
			Given Name Yomi > | Name Prefix > | Name Suffix > | Nickname > | Short Name > | Birthday > birthDate |
			Gender > gender | Location > | Billing Information > | Directory Server > | Mileage > | Occupation > |
			Hobby > | Sensitivity > | Priority > | Subject > | Notes > notes | Language > language | Photo > |
			Group Membership > tags | E-mail 1 - Type > | E-mail 1 - Value > email | E-mail 2 - Type > |
			E-mail 2 - Value > email | Phone 1 - Type > | Phone 1 - Value > phone | Address 1 - Type > |
			Address 1 - Street > street | Address 1 - City > city | Address 1 - Region > region |
			Address 1 - Postal Code > postalCode | Address 1 - Country > country | Organization 1 - Type > |
			Organization 1 - Name > company | Organization 1 - Yomi Name > | Organization 1 - Title > |
			Organization 1 - Department >`,
		),
	},
	{
		program: 'Outlook, English',
		source: OUTLOOK,
		labels: columns(
			`Title > | First Name > firstName | Middle Name > | Last Name > lastName | Suffix > | Company > company |
			Department > | Job Title > | Business Street > street | Business Street 2 > | Business City > city |
			Business State > region | Business Postal Code > postalCode | Business Country/Region > country | Home Street > |
			Home City > | Home State > | Home Postal Code > | Home Country/Region > | Other Street > | Other City > |
			Assistant's Phone > | Business Fax > | Business Phone > phone | Business Phone 2 > phone | Callback > |
			Company Main Phone > phone | Home Fax > | Home Phone > phone | ISDN > | Mobile Phone > phone | Other Fax > |
			Pager > | Primary Phone > phone | Anniversary > | Assistant's Name > | Billing Information > |
			Birthday > birthDate | Categories > tags | Children > | E-mail Address > email | E-mail Type > |
			E-mail Display Name > | E-mail 2 Address > email | E-mail 2 Type > | E-mail 2 Display Name > |
			Gender > gender | Language > language | Location > | Manager's Name > | Notes > notes | Profession > |
			Spouse > | User 1 > | Web Page >`,
		),
	},
	{
		program: 'Outlook, German',
		source: OUTLOOK,
		labels: columns(
			`Anrede > | Vorname > firstName | Weitere Vornamen > | Nachname > lastName | Suffix > | Firma > company |
			Abteilung > | Position > | Straße geschäftlich > street | Straße geschäftlich 2 > | Ort geschäftlich > city |
			Region geschäftlich > region | Postleitzahl geschäftlich > postalCode | Land/Region geschäftlich > country |
			Straße privat > | Ort privat > | Bundesland/Kanton privat > | Postleitzahl privat > | Land/Region privat > |
			Weitere Straße > | Weiterer Ort > | Weitere Postleitzahl > | Telefon Assistent > | Fax geschäftlich > |
			Telefon geschäftlich > phone | Telefon geschäftlich 2 > phone | Rückmeldung > | Autotelefon > phone |
			Telefon Firma > phone | Fax privat > | Telefon (privat) > phone | Telefon (privat 2) > phone | ISDN > |
			Mobiltelefon > phone | Weiteres Fax > | Weiteres Telefon > phone | Pager > | Haupttelefon > phone |
			Mobiltelefon 2 > phone | Telex > | Abrechnungsinformation > | Benutzer 1 > | E-Mail-Adresse > email |
			E-Mail-Typ > | E-Mail: Angezeigter Name > | E-Mail 2: Adresse > email | E-Mail 2: Typ > | Geburtstag > birthDate |
			Geschlecht > gender | Kategorien > tags | Kinder > | Name Assistent > | Name des/der Vorgesetzten > |
			Notizen > notes | Sprache > language | Webseite >`,
		),
	},
	{
		program: 'Outlook, French',
		source: OUTLOOK,
		labels: columns(
			`Titre > | Prénom > firstName | Deuxième prénom > | Nom > lastName | Suffixe > | Société > company | Service > |
			Rue (bureau) > street | Rue (bureau) 2 > | Ville (bureau) > city | Dép/Région (bureau) > region |
			Code postal (bureau) > postalCode | Pays/Région (bureau) > country | Rue (domicile) > | Ville (domicile) > |
			Code postal (domicile) > | Téléphone de l'assistant(e) > | Télécopie (bureau) > | Téléphone (bureau) > phone |
			Téléphone 2 (bureau) > phone | Rappel > | Téléphone (voiture) > phone | Téléphone société > phone |
			Téléphone (domicile) > phone | Tél. mobile > phone | Téléphone (autre) > phone | Téléphone principal > phone |
			Adresse de messagerie > email | Type de messagerie > | Nom complet de l'adresse de messagerie > |
			Adresse de messagerie 2 > email | Anniversaire > birthDate | Catégories > tags | Langue > language |
			Notes > notes | Sexe > gender`,
		),
	},
	{
		program: 'Outlook, Polish',
		source: OUTLOOK,
		labels: columns(
			`Tytuł > | Imię > firstName | Drugie imię > | Nazwisko > lastName | Sufiks > | Firma > company | Dział > |
			Stanowisko > | Adres służbowy - ulica > street | Adres służbowy - ulica 2 > |
			Adres służbowy - miejscowość > city | Adres służbowy - województwo > region |
			Adres służbowy - kod pocztowy > postalCode | Adres służbowy - kraj/region > country | Adres domowy - ulica > |
			Adres domowy - miejscowość > | Inny adres - ulica > | Inny adres - kod pocztowy > | Telefon asystenta > |
			Faks służbowy > | Telefon służbowy > phone | Telefon służbowy 2 > phone | Wywołanie zwrotne > |
			Telefon w samochodzie > phone | Główny telefon do firmy > phone | Faks domowy > | Telefon domowy > phone |
			Telefon komórkowy > phone | Inny telefon > phone | Telefon podstawowy > phone | Adres e-mail > email |
			Typ poczty e-mail > | Wyświetlana nazwa e-mail > | Adres e-mail 2 > email | Rodzaj e-mail 2 > |
			Urodziny > birthDate | Płeć > gender | Kategorie > tags | Imię i nazwisko asystenta > | Menedżer > |
			Notatki > notes | Zawód > | Strona sieci Web >`,
		),
	},
	{
		program: 'Outlook, Spanish',
		source: OUTLOOK,
		labels: columns(
			`Nombre > firstName | Segundo nombre > | Apellidos > lastName | Organización > company | Puesto > |
			Calle del trabajo > street | Ciudad de trabajo > city | Provincia o estado de trabajo > region |
			Código postal del trabajo > postalCode | País o región del trabajo > country | Otra calle > | Otra ciudad > |
			Teléfono del trabajo > phone | Teléfono del trabajo 2 > phone | Teléfono móvil > phone | Otro teléfono > phone |
			Categorías > tags | Dirección de correo electrónico > email | Dirección de correo electrónico 2 > email |
			Tipo de correo electrónico > | Género > gender | Notas > notes | Página web > | Nombre del director >`,
		),
	},
	{
		program: 'Outlook, Portuguese',
		source: OUTLOOK,
		labels: columns(
			`Tratamento > | Primeiro nome > firstName | Segundo nome > | Sobrenome > lastName | Empresa > company |
			Departamento > | Cargo > | Endereço residencial > street | Cidade > city | Estado > region |
			CEP do endereço residencial > postalCode | País/Região de Residência > country |
			Telefone comercial > phone | Telefone comercial 2 > phone | Telefone residencial > phone |
			Telefone celular > phone | Outro telefone > phone | Fax comercial > | Telefone do assistente > |
			Nome do assistente > | Endereço de email 2 > email | Tipo de email > | Nome para exibição do email > |
			Sexo > gender | Categorias > tags | Anotações > notes | Página da Web >`,
		),
	},
	{
		program: 'Outlook, Chinese',
		source: OUTLOOK,
		labels: columns(
			`英文称谓 > | 名 > firstName | 中间名 > | 姓 > lastName | 中文称谓 > | 单位 > company | 部门 > | 职务 > |
			商务地址 街道 > street | 商务地址 街道 2 > | 商务地址 市/县 > city | 商务地址 省/市/自治区 > region |
			商务地址 邮政编码 > postalCode | 商务地址 国家/地区 > country | 住宅地址 街道 > | 住宅地址 市/县 > |
			住宅地址 邮政编码 > | 助理的电话 > | 商务传真 > | 商务电话 > phone | 商务电话 2 > phone | 车载电话 > phone |
			单位主要电话 > phone | 住宅传真 > | 住宅电话 > phone | 移动电话 > phone | 其他电话 > phone | 主要电话 > phone |
			电子邮件地址 > email | 电子邮件类型 > | 电子邮件显示名称 > | 电子邮件 2 地址 > email | 附注 > notes | 类别 > tags |
			生日 > birthDate | 网页 > | 性别 > gender | 语言 > language | 经理姓名 > | 助理的姓名 > | 配偶 >`,
		),
	},
	{
		program: 'Pipedrive',
		source: 'support.pipedrive.com, exporting people',
		labels: columns(
			`Person - ID > crmId | Person - Name > fullName | Person - First name > firstName |
			Person - Last name > lastName | Person - Label > tags | Person - Organization > company |
			Person - Email - Work > email | Person - Email - Home > email | Person - Email - Other > email |
			Person - Phone - Work > phone | Person - Phone - Home > phone | Person - Phone - Mobile > phone |
			Person - Owner > owner | Person - Person created > createdAt | Person - Update time > changedAt |
			Person - Open deals > | Person - Closed deals > | Person - Next activity date > | Person - Won deals > |
			Person - Birthday > birthDate | Person - Job title > | Person - Notes > notes |
			Person - Marketing status > | Organization - ID > | Organization - Address > street`,
		),
	},
	{
		program: 'Zoho CRM',
		source: 'help.zoho.com, standard fields of contacts and the export of data',
		labels: columns(
			`Record Id > crmId | Contact Owner.id > | Contact Owner > owner | Lead Source > | First Name > firstName |
			Last Name > lastName | Full Name > fullName | Account Name.id > | Account Name > company | Email > email |
			Title > | Department > | Phone > phone | Home Phone > phone | Mobile > phone | Fax > | Other Phone > phone |
			Assistant > | Date of Birth > birthDate | Asst Phone > | Email Opt Out > | Skype ID > | Created Time > createdAt |
			Modified Time > changedAt | Created By > | Modified By > | Last Activity Time > | Tag > tags | Salutation > |
			Secondary Email > email | Mailing Street > street | Other Street > | Mailing City > city | Other City > |
			Mailing State > region | Mailing Zip > postalCode | Mailing Country > country | Other Country > |
			Description > notes | Unsubscribed Time > | Unsubscribed Mode >`,
		),
	},
	{
		program: 'Mailchimp',
		source: 'mailchimp.com/help, the export of an audience and its default fields',
		labels: columns(
			`Email Address > email | First Name > firstName | Last Name > lastName | Address > street | Phone Number > phone |
			Birthday > birthDate | MEMBER_RATING > level | OPTIN_TIME > createdAt | OPTIN_IP > | CONFIRM_TIME > |
			CONFIRM_IP > | LATITUDE > | LONGITUDE > | GMTOFF > | DSTOFF > | TIMEZONE > | CC > | REGION > region |
			LAST_CHANGED > changedAt | LEID > | EUID > | NOTES > notes | TAGS > tags`,
		),
	},
	{
		program: 'Shopify',
		source: 'help.shopify.com, the CSV of customers',
		labels: columns(
			`Customer ID > crmId | First Name > firstName | Last Name > lastName | Email > email |
			Accepts Email Marketing > newsletterConsent | Default Address Company > company |
			Default Address Address1 > street | Default Address Address2 > | Default Address City > city |
			Default Address Province Code > region | Default Address Country Code > country | Default Address Zip > postalCode |
			Default Address Phone > phone | Phone > phone | Accepts SMS Marketing > smsConsent | Total Spent > |
			Total Orders > | Note > notes | Tax Exempt > | Tags > tags`,
		),
	},
	{
		program: 'a Chinese CRM, customers',
		source: 'open-source Chinese CRM systems and their import templates (客户导入模板)',
		labels: columns(
			`客户编号 > crmId | 客户名称 > company | 客户级别 > level | 客户行业 > industry | 客户来源 > | 手机 > phone |
			电话 > phone | 邮箱 > email | 网址 > | 详细地址 > street | 省份 > region | 城市 > city | 国家 > country |
			邮编 > postalCode | 联系人 > fullName | 性别 > gender | 生日 > birthDate | 负责人 > owner | 标签 > tags |
			下次联系时间 > | 备注 > notes | 创建时间 > createdAt | 更新时间 > changedAt | 成交状态 >`,
		),
	},
	{
		program: 'a Chinese CRM, contacts',
		source: 'open-source Chinese CRM systems and their import templates (联系人导入模板)',
		labels: columns(
			`联系人姓名 > fullName | 客户名称 > company | 联系电话 > phone | 联系人手机 > phone | 电子邮箱 > email | 联系地址 > street |
			所属行业 > industry | 职务 > | 是否关键决策人 > | 客户负责人 > owner | 备注 > notes | 证件号码 >`,
		),
	},
	{
		program: 'a Chinese shop, members',
		source: 'member exports of Chinese shop systems (会员导出)',
		labels: columns(
			`会员编号 > crmId | 会员姓名 > fullName | 手机号 > phone | 会员等级 > level | 出生日期 > birthDate | 性别 > gender |
			所在省份 > region | 所在城市 > city | 收货地址 > street | 注册时间 > createdAt | 短信订阅 > smsConsent | 积分 > | 余额 >`,
		),
	},
	{
		program: 'a Polish accounting program',
		source: 'help pages of Polish accounting and transport programs on the import of kontrahenci from CSV',
		labels: columns(
			`Kod kontrahenta > crmId | Nazwa > company | Nazwa skrócona > | NIP > | REGON > | Ulica i numer > street |
			Kod pocztowy > postalCode | Miejscowość > city | Województwo > region | Kod kraju > country |
			Osoba kontaktowa - imię > firstName | Osoba kontaktowa - nazwisko > lastName |
			Osoba kontaktowa - tel. komórkowy > phone | Osoba kontaktowa - e-mail > email | Telefon > phone | Faks > |
			Uwagi > notes | Opiekun > owner | Grupa > tags | Data utworzenia > createdAt`,
		),
	},
	{
		program: 'a Polish loyalty program',
		source: 'the customer export of a Polish salon program, as migration tools read it',
		labels: columns(
			`ID > crmId | imię > firstName | nazwisko > lastName | email > email | numer PESEL > | numer karty > |
			Saldo klienta > | telefon komórkowy > phone | telefon stacjonarny > phone | płeć > gender | adres > street |
			kod pocztowy > postalCode | miasto > city | data urodzenia > birthDate | opis > notes | dodany dnia > createdAt |
			zgoda marketingowa e-mail > newsletterConsent | zgoda SMS > smsConsent`,
		),
	},
	{
		program: 'English',
		source: 'written by people',
		labels: columns(
			`Customer No. > crmId | Forename > firstName | Surname > lastName | E-mail > email | Mobile No > phone |
			Ext. > phoneExtension | D.O.B. > birthDate | Sex > gender | Street and number > street | Postcode > postalCode |
			Town > city | County > region | Country > country | Language > language | Sector > industry | Tier > level |
			Account Manager > owner | Keywords > tags | Remarks > notes | Newsletter > newsletterConsent | Customer since > createdAt`,
		),
	},
	{
		program: 'Polish',
		source: 'written by people',
		labels: columns(
			`Nr klienta > crmId | Imię > firstName | Nazwisko > lastName | Mail > email | Tel. kom. > phone | Wew. > phoneExtension |
			Firma > company | Data ur. > birthDate | Płeć > gender | Ulica i nr > street | Kod poczt. > postalCode |
			Miejscowość > city | Województwo > region | Kraj > country | Język > language | Branża > industry | Ranga > level |
			Handlowiec > owner | Etykiety > tags | Komentarz > notes | Zgoda na newsletter > newsletterConsent |
			Data zgody na newsletter > newsletterConsentAt | Zgoda SMS > smsConsent | Utworzono > createdAt | Data zmiany > changedAt`,
		),
	},
	{
		program: 'Chinese',
		source: 'written by people',
		labels: columns(
			`会员号 > crmId | 姓名 > fullName | 电子邮件 > email | 手机号码 > phone | 分机 > phoneExtension | 公司名称 > company |
			出生年月日 > birthDate | 性别 > gender | 通讯地址 > street | 邮政编码 > postalCode | 所在市 > city | 省 > region |
			国家/地区 > country | 语言 > language | 行业 > industry | 客户等级 > level | 业务员 > owner | 客户标签 > tags | 说明 > notes |
			邮件订阅 > newsletterConsent | 短信订阅 > smsConsent | 修改时间 > changedAt`,
		),
	},
	{
		program: 'German',
		source: 'written by people',
		labels: columns(
			`Kd.-Nr. > crmId | Anrede > | Vorname > firstName | Name > lastName | E-Mail > email | Handy > phone |
			Durchwahl > phoneExtension | Firma > company | Geb.-Datum > birthDate | Geschlecht > gender | Straße und Hausnr. > street |
			PLZ > postalCode | Ort > city | Bundesland > region | Land > country | Sprache > language | Branche > industry |
			Kundenstufe > level | Betreuer > owner | Schlagwörter > tags | Bemerkung > notes | Newsletter > newsletterConsent |
			Angelegt am > createdAt | Geändert am > changedAt`,
		),
	},
	{
		program: 'Russian',
		source: 'written by people',
		labels: columns(
			`Код клиента > crmId | Имя > firstName | Фамилия > lastName | Отчество > | Эл. почта > email | Моб. телефон > phone |
			Добавочный > phoneExtension | Компания > company | Дата рождения > birthDate | Пол > gender | Адрес > street |
			Индекс > postalCode | Город > city | Область > region | Страна > country | Язык > language | Отрасль > industry |
			Уровень > level | Ответственный > owner | Теги > tags | Примечание > notes | Дата создания > createdAt |
			Дата изменения > changedAt | Согласие на рассылку > newsletterConsent`,
		),
	},
	{
		program: 'Spanish',
		source: 'written by people',
		labels: columns(
			`Código de cliente > crmId | Nombre > firstName | Apellidos > lastName | Correo electrónico > email | Móvil > phone |
			Extensión > phoneExtension | Empresa > company | Fecha de nacimiento > birthDate | Sexo > gender |
			Dirección > street | Código postal > postalCode | Población > city | Provincia > region | País > country |
			Idioma > language | Sector de actividad > industry | Categoría de cliente > level | Responsable > owner |
			Etiquetas > tags | Observaciones > notes | Fecha de alta > createdAt | Suscrito al boletín > newsletterConsent`,
		),
	},
	{
		program: 'French',
		source: 'written by people',
		labels: columns(
			`N° client > crmId | Prénom > firstName | Nom > lastName | Courriel > email | Portable > phone | Poste > | Numéro de poste > phoneExtension |
			Société > company | Date de naissance > birthDate | Sexe > gender | Adresse > street | Code postal > postalCode |
			Ville > city | Région > region | Pays > country | Langue > language | Secteur d’activité > industry | Niveau > level |
			Commercial > owner | Étiquettes > tags | Remarques > notes | Date de création > createdAt |
			Date de modification > changedAt | Inscrit à la newsletter > newsletterConsent`,
		),
	},
	{
		program: 'Portuguese',
		source: 'written by people',
		labels: columns(
			`Código do cliente > crmId | Nome > firstName | Sobrenome > lastName | E-mail > email | Celular > phone |
			Ramal > phoneExtension | Empresa > company | Data de nascimento > birthDate | Sexo > gender | Endereço > street |
			CEP > postalCode | Cidade > city | UF > region | País > country | Idioma > language | Setor > industry | Nível > level |
			Responsável > owner | Etiquetas > tags | Observações > notes | Data de cadastro > createdAt |
			Aceita newsletter > newsletterConsent`,
		),
	},
	{
		program: 'Turkish',
		source: 'written by people',
		labels: columns(
			`Müşteri No > crmId | Adı > firstName | Soyadı > lastName | E-posta > email | Cep Telefonu > phone |
			Dahili > phoneExtension | Şirket > company | Doğum Tarihi > birthDate | Cinsiyet > gender | Adres > street |
			Posta Kodu > postalCode | Şehir > city | Bölge > region | Ülke > country | Dil > language | Sektör > industry |
			Seviye > level | Sorumlu > owner | Etiketler > tags | Notlar > notes | Kayıt Tarihi > createdAt |
			Bülten İzni > newsletterConsent`,
		),
	},
];
