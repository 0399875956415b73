import type { INodeExecutionData } from 'n8n-workflow';

/** Invented people as a file, with the defects that decide where a row ends. */
export const PEOPLE_CSV = [
	'E-mail;Imię;Nazwisko;Telefon;Miasto',
	'jan@example.com;Jan;Kowalski;+48 501 228 855;Łódź',
	'anna@example.com;Anna;Nowak;;Kraków',
	';Nikt;Nigdzie;;',
	'JAN@example.com;Janek;Kowalski;;Łódź',
	'zofia@example.com;Zofia;Zięba;0048 602 111 222;Gdańsk',
].join('\n');

/** By row number: the output in which each row of the file has to end, and there only. */
export const FATES: Readonly<Record<number, 'Saved' | 'Not Saved' | 'Rejected'>> = {
	2: 'Saved',
	3: 'Saved',
	4: 'Rejected',
	5: 'Not Saved',
	6: 'Saved',
};

/** An item with a file inside it, as a webhook in n8n's memory mode gives it. */
export function fileItem(content: string, fileName = 'people.csv'): INodeExecutionData {
	const data = Buffer.from(content).toString('base64');
	return { json: { mail: fileName }, binary: { data: { data, mimeType: 'text/csv', fileName } } };
}
