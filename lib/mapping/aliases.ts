/**
 * The labels that mean a field, by field. From the exports and import templates
 * of Google Contacts, Outlook, HubSpot, Salesforce, Pipedrive, Mailchimp,
 * Shopify, QuickBooks, ExpertSender, Zoho, Dynamics and Chinese CRMs, and from
 * what people write in English, Polish, Chinese, German, Russian, Spanish,
 * French, Portuguese and Turkish. Compared without case, accents, spacing and
 * punctuation, so that one spelling of each is enough.
 */
export const ALIASES = {
	crmId:
		'crm id|crmid|id|customer id|customer no|customer no.|customer number|customer code|client id|client no|client number|client code|contact id|' +
		'person id|record id|record number|account id|account number|account no|lead id|external id|externalid|ext id|hs object id|vid|member id|member number|user id|userid|' +
		'subscriber id|custom subscriber id|reference|ref id|crm number|' +
		'id klienta|identyfikator|identyfikator klienta|numer klienta|nr klienta|kod klienta|id kontrahenta|numer kontrahenta|kod kontrahenta|id kontaktu|id w crm|numer crm|' +
		'客户编号|客户编码|客户id|客户代码|客户号|编号|客户序号|会员编号|会员号|会员id|会员卡号|用户id|用户编号|联系人编号|线索编号|客戶編號|客戶代碼|會員編號|' +
		'kundennummer|kunden nr|kundennr|kunden id|kunde id|kd nr|debitorennummer|debitor nr|kontakt id|mitgliedsnummer|' +
		'id клиента|код клиента|номер клиента|идентификатор|идентификатор клиента|id контакта|код контрагента|номер договора клиента|' +
		'id de cliente|id cliente|código de cliente|número de cliente|nº de cliente|n° cliente|código cliente|identificador|id de contacto|' +
		'id client|identifiant|identifiant client|numéro client|numéro de client|n° client|no client|code client|référence client|' +
		'id do cliente|código do cliente|código|número do cliente|nº do cliente|' +
		'müşteri no|müşteri numarası|müşteri kodu|müşteri id|cari kod|cari kodu|üye no',
	guid: 'guid|uuid|customer guid|contact guid|global id|globalid|unique id|identyfikator guid|identyfikator globalny|全局唯一标识|唯一标识|globale id|глобальный идентификатор|identifiant unique',
	email:
		'email|e-mail|email address|e-mail address|mail|mail address|emailaddress1|email 1|email value|e-mail value|primary email|main email|default email|email primary|home email|work email|' +
		'business email|office email|personal email|private email|other email|secondary email|alternate email|additional email|additional emails|email home|email work|email other|email personal|' +
		'electronic mail|emails|subscriber email|login email|contact email|customer email|person email|' +
		'e-mail klienta|adres e-mail|adres email|adres mailowy|adres poczty|adres poczty elektronicznej|poczta|poczta elektroniczna|mejl|email kontaktowy|e-mail służbowy|e-mail prywatny|e-mail firmowy|adresy e-mail|' +
		'邮箱|电子邮箱|电子邮件|邮件|邮件地址|邮箱地址|电子邮箱地址|电子邮件地址|联系邮箱|联系人邮箱|联系人邮件|工作邮箱|个人邮箱|企业邮箱|公司邮箱|客户邮箱|常用邮箱|電子郵件|電子信箱|信箱|電郵|' +
		'e-mail-adresse|emailadresse|mailadresse|e-mail privat|e-mail geschäftlich|e-mail dienstlich|elektronische post|' +
		'электронная почта|эл. почта|эл почта|почта|адрес электронной почты|электронный адрес|имейл|емейл|email адрес|рабочий email|рабочая почта|личная почта|' +
		'correo|correo electrónico|dirección de correo|dirección de correo electrónico|dirección de email|email de contacto|correo de contacto|' +
		'courriel|adresse e-mail|adresse mail|adresse électronique|adresse courriel|adresse de messagerie|mél|email professionnel|email personnel|' +
		'correio eletrônico|correio electrónico|endereço de email|endereço de e-mail|endereço eletrônico|' +
		'e-posta|eposta|e-posta adresi|elektronik posta|mail adresi|email adresi|iş e-postası',
	phone:
		'phone|phone number|phone no|phone no.|phones|phone numbers|phone value|telephone|telephone number|telephone no|tel|tel.|tel no|telno|mobile|mobile phone|mobile number|mobile no|mobile phone number|' +
		'mobilephone|mobile value|cell|cell phone|cellphone|cell number|home phone|work phone|business phone|office phone|company main phone|company phone|primary phone|main phone|other phone|' +
		'secondary phone|alternate phone|contact phone|contact number|customer phone|person phone|phone mobile|phone work|phone home|phone office|phone other|telephone1|sms|sms number|sms phone|whatsapp|' +
		'whatsapp number|whatsapp phone number|msisdn|phone 1|default address phone|' +
		'telefon|nr telefonu|numer telefonu|numer tel|nr tel|telefon komórkowy|komórka|tel. komórkowy|tel kom|tel. kom.|telefon kom|numer komórkowy|telefon kontaktowy|telefon klienta|telefon stacjonarny|' +
		'telefon służbowy|telefon prywatny|telefon domowy|telefon do kontaktu|numer kontaktowy|telefony|numer telefonu komórkowego|telefon podstawowy|inny telefon|główny telefon do firmy|telefon w samochodzie|' +
		'电话|手机|手机号|手机号码|联系电话|电话号码|移动电话|联系人电话|联系人手机|客户电话|客户手机|办公电话|公司电话|固定电话|座机|工作电话|家庭电话|联系方式|联系手机|主要电话|其他电话|會員手機|電話|手機|手機號碼|聯絡電話|行動電話|' +
		'telefonnummer|telefon nr|tel nr|rufnummer|mobil|mobiltelefon|mobilnummer|mobilfunk|mobilfunknummer|handy|handynummer|handy nr|festnetz|telefon privat|telefon geschäftlich|telefon dienstlich|telefon mobil|telefon 1|haupttelefon|autotelefon|weiteres telefon|' +
		'телефон|номер телефона|тел|тел.|мобильный|мобильный телефон|моб. телефон|моб телефон|сотовый|сотовый телефон|рабочий телефон|домашний телефон|контактный телефон|телефон клиента|телефоны|номер мобильного|' +
		'teléfono|número de teléfono|tel. móvil|teléfono móvil|móvil|celular|número de celular|teléfono celular|teléfono fijo|teléfono de contacto|número de móvil|teléfono del trabajo|teléfono principal|otro teléfono|' +
		'téléphone|numéro de téléphone|n° de téléphone|no de téléphone|tél|tél.|téléphone portable|téléphone mobile|portable|numéro de portable|mobile pro|téléphone fixe|téléphone professionnel|téléphone domicile|tél. mobile|téléphone principal|téléphone société|' +
		'telefone|número de telefone|telefone celular|telemóvel|número de celular|telefone fixo|telefone comercial|telefone residencial|telefone de contato|fone|telefone principal|outro telefone|telefone do carro|' +
		'telefon numarası|telefon no|cep|cep telefonu|cep tel|cep no|gsm|gsm no|iş telefonu|ev telefonu|sabit telefon|telefonu|iletişim telefonu',
	phoneExtension:
		'phone extension|extension|ext|ext.|phone ext|phone ext.|extension number|telephone extension|business phone extension|work phone extension|' +
		'numer wewnętrzny|nr wewnętrzny|tel. wewnętrzny|nr wew.|wew.|' +
		'分机|分机号|分机号码|電話分機|分機|' +
		'durchwahl|nebenstelle|durchwahlnummer|' +
		'добавочный|добавочный номер|доб.|внутренний номер|' +
		'extensión|ext. teléfono|número de extensión|' +
		'numéro de poste|poste téléphonique|extension téléphonique|' +
		'ramal|extensão|número do ramal|' +
		'dahili|dahili no|dahili numara',
	firstName:
		'first name|firstname|fname|first|given name|givenname|forename|christian name|contact first name|customer first name|person first name|name first|' +
		'imię|imie klienta|imię kontaktu|imiona|pierwsze imię|' +
		'名|名字|联系人名|' +
		'vorname|rufname|' +
		'имя|имя клиента|имя контакта|' +
		'nombre de pila|primer nombre|nombres|nombre|' +
		'prénom|prénoms|' +
		'primeiro nome|nome próprio|prenome|' +
		'ad|adı|isim|ismi|ön ad',
	lastName:
		'last name|lastname|lname|last|surname|family name|familyname|second name|contact last name|customer last name|person last name|name last|' +
		'nazwisko|nazwisko klienta|nazwisko kontaktu|' +
		'姓|姓氏|联系人姓|' +
		'nachname|familienname|zuname|' +
		'фамилия|фамилия клиента|' +
		'apellido|apellidos|primer apellido|' +
		'nom|nom de famille|nom patronymique|' +
		'sobrenome|apelido|último nome|' +
		'soyad|soyadı|soyisim|soy ad',
	fullName:
		'full name|fullname|name|display name|displayname|contact name|contact|contact person|contact full name|customer name|customer full name|client name|person name|person|lead name|recipient|recipient name|' +
		'primary contact|main contact|subscriber name|formatted name|file as|' +
		'imię i nazwisko|imię nazwisko|imię, nazwisko|nazwisko i imię|imię i nazwisko klienta|osoba|osoba kontaktowa|osoba do kontaktu|klient imię i nazwisko|pełne imię i nazwisko|pełna nazwa osoby|' +
		'姓名|联系人|联系人姓名|主联系人|首要联系人|客户姓名|全名|名称|会员姓名|用户姓名|收件人|姓名全称|線索姓名|線索名稱|線索|联系人名称|聯絡人|聯絡人姓名|客戶姓名|' +
		'vollständiger name|ansprechpartner|kontaktperson|kontakt|kontaktname|vor und nachname|vor- und nachname|vorname nachname|vorname und nachname|' +
		'фио|ф.и.о.|полное имя|контактное лицо|имя и фамилия|фамилия имя отчество|фамилия и имя|контакт|имя контактного лица|фио клиента|' +
		'nombre completo|nombre y apellidos|nombre y apellido|persona de contacto|nombre del contacto|contacto|nombre del cliente|' +
		'nom complet|nom et prénom|prénom et nom|nom prénom|personne de contact|nom du contact|nom du client|interlocuteur|' +
		'nome|nome completo|nome do contato|nome do contacto|pessoa de contato|contato|nome do cliente|' +
		'ad soyad|adı soyadı|isim soyisim|tam ad|tam adı|yetkili|yetkili kişi|ilgili kişi|müşteri adı soyadı',
	company:
		'company|company name|companyname|organization|organisation|organization name|organisation name|account|account name|business|business name|employer|associated company|firm|firm name|customer company|' +
		'customer|client|company organization|org|org name|organization value|legal name|default address company|billing company|' +
		'firma|nazwa firmy|nazwa|przedsiębiorstwo|nazwa przedsiębiorstwa|organizacja|kontrahent|nazwa kontrahenta|nazwa klienta|klient|pracodawca|pełna nazwa firmy|' +
		'公司|公司名称|客户名称|企业名称|单位|单位名称|客户|企业|客户公司|所属公司|客户全称|公司全称|所在公司|工作单位|组织|客户公司名称|公司名|客戶名稱|公司名稱|企業名稱|' +
		'unternehmen|firmenname|firmenbezeichnung|organisation name|kunde|kundenname|unternehmensname|arbeitgeber|' +
		'компания|название компании|организация|наименование|наименование организации|название организации|фирма|клиент|название клиента|контрагент|предприятие|' +
		'empresa|nombre de la empresa|nombre empresa|compañía|razón social|organización|cliente|nombre de la compañía|' +
		'société|entreprise|nom de la société|nom de l’entreprise|nom entreprise|raison sociale|organisme|client nom|compagnie|' +
		'nome da empresa|razão social|companhia|organização|nome fantasia|' +
		'şirket|şirket adı|firma adı|firma ünvanı|kurum|kuruluş|müşteri|müşteri adı|ünvan|işletme adı',
	birthDate:
		'birthday|birth date|birthdate|date of birth|dob|d.o.b.|born|born on|contact birthday|date birth|' +
		'data urodzenia|data ur|data ur.|urodziny|dzień urodzenia|urodzony|urodzony/a|' +
		'生日|出生日期|出生年月|出生年月日|客户生日|会员生日|' +
		'geburtsdatum|geburtstag|geb. datum|geb datum|geb.|geboren|geboren am|' +
		'дата рождения|день рождения|др|дата рожд|' +
		'fecha de nacimiento|nacimiento|cumpleaños|fecha nacimiento|f. nacimiento|' +
		'date de naissance|naissance|anniversaire|né le|date naissance|' +
		'data de nascimento|nascimento|aniversário|data nascimento|' +
		'doğum tarihi|doğum günü|dogum tarihi',
	gender:
		'gender|sex|salutation gender|płeć|plec|性别|性別|geschlecht|пол|género|sexo|sexe|genre|gênero|cinsiyet|cinsiyeti',
	street:
		'street|street address|address|address 1|address1|address line 1|address line|street 1|street line 1|postal address|mailing address|mailing street|billing address|billing street|shipping address|home street|' +
		'home address|business street|business address|work street|work address|street name|street and number|default address address1|address street|addr|addr1|address formatted|primary address|' +
		'ulica|adres|ulica i numer|ulica i nr|ulica nr|ulica, nr domu|adres ulica|adres zamieszkania|adres korespondencyjny|adres pocztowy|adres 1|ul.|adres firmy|adres klienta|' +
		'地址|详细地址|街道|街道地址|联系地址|公司地址|客户地址|通讯地址|邮寄地址|收货地址|办公地址|家庭住址|住址|单位地址|地址1|詳細地址|聯絡地址|' +
		'straße|strasse|straße und hausnummer|straße hausnummer|straße hausnr|straße und hausnr|straße und nr|str.|adresse|anschrift|postanschrift|straße 1|adresszeile 1|rechnungsadresse|geschäftsadresse|' +
		'улица|адрес|почтовый адрес|юридический адрес|фактический адрес|адрес клиента|улица дом|адрес доставки|' +
		'dirección|calle|domicilio|dirección postal|calle y número|dirección 1|línea de dirección 1|' +
		'rue|adresse 1|adresse postale|voie|numéro et rue|ligne d’adresse 1|adresse ligne 1|' +
		'endereço|rua|logradouro|morada|endereço 1|endereço postal|' +
		'adres satırı 1|sokak|cadde|açık adres|adresi|posta adresi',
	postalCode:
		'postal code|postalcode|postcode|post code|zip|zip code|zipcode|zip postal code|zip/postal code|postal|home postal code|business postal code|mailing zip|mailing postal code|billing zip|billing postal code|' +
		'mailing zip/postal code|billing zip/postal code|state/zip|default address zip|address zip|address postal code|work postal code|postal/zip code|' +
		'kod pocztowy|kod poczt|kod poczt.|pocztowy kod|adres kod pocztowy|' +
		'邮编|邮政编码|邮政编号|公司邮编|邮区编号|郵遞區號|郵政編碼|' +
		'postleitzahl|plz|' +
		'индекс|почтовый индекс|' +
		'código postal|cp|c.p.|código zip|' +
		'code postal|' +
		'cep código|codigo postal|cód. postal|cep do endereço|' +
		'posta kodu|pk',
	city:
		'city|town|locality|city town|home city|business city|mailing city|billing city|shipping city|work city|address city|default address city|city/town|suburb|town/city|' +
		'miasto|miejscowość|miejscowosc|adres miasto|miejsce zamieszkania|gmina miasto|' +
		'城市|所在城市|市|市/县|地市|所在市|地级市|客户城市|縣市|' +
		'ort|stadt|wohnort|gemeinde|' +
		'город|населенный пункт|населённый пункт|' +
		'ciudad|localidad|población|municipio|' +
		'ville|commune|localité|' +
		'cidade|município|localidade|' +
		'şehir|il|kent|ilçe/şehir',
	region:
		'region|state|state/province|state region|state/region|province|county|home state|business state|mailing state|billing state|mailing state/province|billing state/province|shipping state|work state|address state|' +
		'default address province|default address province code|territory|state province|administrative area|' +
		'województwo|wojewodztwo|region klienta|stan województwo|powiat województwo|' +
		'省份|省|所在省份|地区|所在地区|区域|省/州|省市|省/市/自治区|客户地区|所属区域|' +
		'bundesland|kanton|provinz|' +
		'область|регион|край|республика|субъект|' +
		'provincia|estado|comunidad autónoma|región|provincia o estado|' +
		'région|département|province région|dép/région|' +
		'distrito|uf|região|província|' +
		'bölge|eyalet|il/eyalet',
	country:
		'country|country region|country/region|country name|country code|nation|home country|home country/region|business country|business country/region|mailing country|billing country|shipping country|work country|' +
		'address country|default address country|default address country code|country iso|country of residence|' +
		'kraj|państwo|kod kraju|kraj/region|kraj zamieszkania|' +
		'国家|国家/地区|所在国家|国别|國家|國家地區|' +
		'land|staat|länderkennzeichen|land/region|ländercode|' +
		'страна|код страны|государство|' +
		'país|pais|país/región|código de país|país o región|' +
		'pays|code pays|pays/région|' +
		'país/região|código do país|' +
		'ülke|ülke kodu|ülkesi',
	language:
		'language|preferred language|lang|locale|language code|communication language|język|jezyk|język klienta|preferowany język|język komunikacji|语言|首选语言|語言|sprache|bevorzugte sprache|korrespondenzsprache|язык|предпочитаемый язык|idioma|idioma preferido|lengua|langue|langue préférée|língua|dil|tercih edilen dil',
	industry:
		'industry|sector|business sector|line of business|vertical|branch|industry type|branża|branza|sektor|dziedzina|branża klienta|行业|所属行业|客户行业|行业类别|行业类型|產業|行業|branche|industriezweig|отрасль|сфера деятельности|индустрия|industria|sector de actividad|rubro|secteur|secteur d’activité|industrie|setor|ramo|segmento|ramo de atividade|sektör|endüstri',
	level:
		'level|customer level|rating|customer rating|tier|grade|member rating|customer tier|customer grade|customer class|vip level|poziom|poziom klienta|ranga|klasa klienta|kategoria klienta|客户级别|客户等级|级别|等级|会员等级|会员级别|客户星级|客戶等級|客戶級別|kundenstufe|kundenklasse|stufe|abc-klasse|уровень|уровень клиента|категория клиента|ранг|nivel|nivel de cliente|categoría de cliente|niveau|niveau client|nível|nível do cliente|seviye|müşteri seviyesi|müşteri sınıfı',
	owner:
		'owner|contact owner|account owner|lead owner|record owner|owner name|assigned to|assignee|account manager|sales rep|sales representative|responsible|responsible person|person owner|hubspot owner|opiekun|opiekun klienta|handlowiec|właściciel|przypisany do|właściciel kontaktu|osoba odpowiedzialna|负责人|客户负责人|所有人|客户所有人|所属人|业务员|销售|销售员|销售负责人|跟进人|客户经理|負責人|業務|betreuer|kundenbetreuer|zuständig|verantwortlicher|inhaber|besitzer|ответственный|менеджер|ответственный менеджер|владелец|propietario|responsable|comercial|vendedor|asignado a|propriétaire|propriétaire du contact|commercial|chargé de compte|proprietário|responsável|gerente de contas|sahibi|sorumlu|müşteri temsilcisi|temsilci|satış temsilcisi',
	tags: 'tags|tag|labels|label|categories|category|group membership|groups|group|segments|segment|lists|list membership|keywords|tagi|etykiety|etykieta|kategorie|grupy|grupa|segmenty|标签|客户标签|分组|类别|客户分组|類別|標籤|schlagwörter|kategorie|kategorien|gruppen|gruppe|etiketten|теги|тег|метки|группы|группа|категории|категория|etiquetas|etiqueta|categorías|grupos|étiquettes|étiquette|mots clés|groupes|catégories|marcadores|categorias|etiket|etiketler|gruplar|kategoriler',
	notes:
		'notes|note|comment|comments|remarks|remark|description|memo|additional information|message|customer notes|uwagi|notatki|notatka|komentarz|komentarze|opis|wiadomość|informacje dodatkowe|备注|备注信息|附注|说明|描述|客户备注|留言|備註|notizen|notiz|bemerkung|bemerkungen|anmerkung|anmerkungen|kommentar|beschreibung|nachricht|примечание|примечания|комментарий|комментарии|заметки|заметка|описание|сообщение|notas|nota|observaciones|comentarios|comentario|descripción|mensaje|remarque|remarques|commentaire|commentaires|description client|observations|observações|comentários|observação|mensagem|descrição|notlar|açıklama|açıklamalar|yorum|mesaj|anotações',
	createdAt:
		'created at|created|create date|created date|creation date|date created|created on|created time|createdate|date added|added on|added|registration date|registered at|registered|registered on|signup date|sign up date|signed up|subscribe date|subscription date|subscribed at|optin time|opt-in time|opt-in date|customer since|member since|join date|joined|data utworzenia|utworzono|data dodania|dodano|data rejestracji|data zapisu|data założenia|zarejestrowano|创建时间|创建日期|注册时间|注册日期|添加时间|录入时间|录入日期|入会时间|建立時間|建立日期|erstellt am|erstellt|erstellungsdatum|angelegt am|anlagedatum|registriert am|registrierungsdatum|anmeldedatum|kunde seit|дата создания|создан|создано|дата регистрации|дата добавления|зарегистрирован|fecha de creación|creado|creado el|fecha de alta|fecha de registro|date de création|créé le|date d’ajout|date d’inscription|inscrit le|data de criação|criado em|data de cadastro|data de registo|data de registro|oluşturma tarihi|oluşturulma tarihi|kayıt tarihi|üyelik tarihi|dodany dnia|dodano dnia',
	changedAt:
		'changed at|updated at|updated|last updated|modified|modified at|last modified|last modified date|modification date|date modified|modified on|modified time|last changed|lastmodifieddate|hs lastmodifieddate|change date|update date|update time|data modyfikacji|zmodyfikowano|data zmiany|ostatnia modyfikacja|ostatnia zmiana|zaktualizowano|data aktualizacji|修改时间|更新时间|最后修改时间|最后更新时间|修改日期|更新日期|最近修改时间|修改時間|更新時間|geändert am|geändert|änderungsdatum|letzte änderung|zuletzt geändert|aktualisiert am|дата изменения|изменен|изменён|изменено|обновлено|дата обновления|последнее изменение|fecha de modificación|modificado|modificado el|última modificación|fecha de actualización|actualizado|date de modification|modifié le|dernière modification|mis à jour le|data de modificação|modificado em|última modificação|atualizado em|data de atualização|değiştirilme tarihi|güncelleme tarihi|son güncelleme|son değişiklik',
	newsletterConsent:
		'newsletter consent|newsletter|email consent|e-mail consent|marketing consent|email marketing|email marketing consent|accepts marketing|accepts email marketing|email opt in|email optin|opt in|optin|opted in|subscribed|email subscribed|newsletter subscription|newsletter opt in|consent|gdpr consent|email permission|zgoda newsletter|zgoda na newsletter|zgoda marketingowa|zgoda e-mail|zgoda email|zgoda na e-mail|zgoda na mailing|zgoda|zgody marketingowe|zgoda na kontakt e-mail|zgoda na komunikację e-mail|邮件订阅|订阅|是否订阅|营销同意|接收邮件|订阅邮件|電子報|訂閱電子報|newsletter einwilligung|einwilligung|newsletter anmeldung|werbeeinwilligung|e-mail einwilligung|newsletter zustimmung|согласие на рассылку|подписка|рассылка|согласие|подписка на рассылку|consentimiento|suscrito|acepta marketing|boletín|suscripción al boletín|consentement|abonné newsletter|accepte le marketing|lettre d’information|inscription newsletter|consentimento|aceita marketing|inscrito na newsletter|boletim|bülten|e-bülten|bülten onayı|e-posta izni|pazarlama izni|zgoda marketingowa e-mail|suscrito al boletín|suscripción al boletín|inscrit à la newsletter|accepte la newsletter|aceita newsletter|recebe newsletter|bülten izni|e-posta izni',
	newsletterConsentAt:
		'newsletter consent time|newsletter consent date|newsletter consent given at|email consent date|email opt in date|newsletter opt in date|' +
		'data zgody na newsletter|data zapisu do newslettera|data zgody email|订阅时间|邮件订阅时间|newsletter einwilligung am|datum der newsletter anmeldung',
	smsConsent:
		'sms consent|sms marketing|sms marketing consent|accepts sms marketing|sms opt in|sms optin|text consent|sms subscribed|sms permission|text message consent|zgoda sms|zgoda na sms|zgoda na kontakt sms|zgoda na sms-y|zgoda na komunikację sms|zgoda telefon|短信订阅|短信同意|接收短信|短信营销|sms einwilligung|sms zustimmung|согласие на смс|согласие на sms|sms рассылка|смс рассылка|consentimiento sms|acepta sms|consentement sms|accepte les sms|consentimento sms|aceita sms|sms izni|sms onayı',
	smsConsentAt:
		'sms consent time|sms consent date|sms consent given at|sms opt in date|sms subscribed at|data zgody sms|data zgody na sms|短信订阅时间|sms einwilligung am',
	subscriptions:
		'subscriptions|subscription list|customer subscriptions|subskrypcje|lista subskrypcji|订阅列表|订阅清单|abonnements|abonnementliste|подписки|список подписок|suscripciones|lista de suscripciones|liste des abonnements|assinaturas|lista de assinaturas|abonelikler',
} as const;
