import { tableOf } from './tableOf';

/** Text as it looks after its UTF-8 was decoded as another encoding. */
function decodedAs(text: string, encoding: string): string {
	return new TextDecoder(encoding).decode(Buffer.from(text));
}

it.each([
	['Polish', 'windows-1252', 'Łódź;Świętokrzyska'],
	['Polish', 'windows-1250', 'Łódź;Świętokrzyska'],
	['German', 'windows-1252', 'Müller;Straße'],
	['French', 'windows-1252', 'Zoé;Besançon'],
	['Russian', 'windows-1252', 'Москва;Иван'],
	['Russian', 'windows-1251', 'Москва;Иван'],
	['Chinese', 'windows-1252', '上海;北京'],
	['an apostrophe', 'windows-1252', 'O’Brien;x'],
])(
	'notes once that %s was decoded as %s and written again, and changes nothing',
	async (_, encoding, text) => {
		const line = decodedAs(text, encoding);
		const { cells, issues } = await tableOf(`name;city\nJan;x\n${line}\nAnna;y\n${line}`);
		expect(cells[1]).toEqual(line.split(';'));
		expect(issues).toMatchObject([{ code: 'MOJIBAKE', rowNumber: 3 }]);
		expect(issues[0]?.message).toBe(
			'The text of 2 rows looks as if it had been decoded twice, first in line 3 of customers.csv.',
		);
	},
);

it.each([
	'Łódź;ÓSMY',
	'Müller;Ärzte „Ä“',
	'CAFÉ®;Ñandú',
	'São Paulo;Água',
	'Île;À «La Rose»',
	'Рівне;РІВНЕ',
	'Санкт-Петербург;Россия',
	'Čeněk;Žižkov',
	'Đorđe;Ćirić',
	'Åse;Ærø',
	'上海;臺北',
	'Αθήνα;Ñuñoa 3°',
])('does not take %s for it', async (line) => {
	expect((await tableOf(`name;city\n${line}\nJan;x`)).codes).toEqual([]);
});

it('finds what comes only late in a large file', async () => {
	const people = 'Jan;x\n'.repeat(6000);
	const damaged = `${decodedAs('Łódź', 'windows-1252')};y\n`.repeat(400);
	const { codes } = await tableOf(`name;city\n${people}${damaged}`);
	expect(codes).toEqual(['MOJIBAKE']);
});
