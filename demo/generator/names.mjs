/**
 * What invented people are made of. A Chinese name comes with its reading, because the e-mail address and
 * the login of such a person are written with it.
 */
export const polish = {
	country: 'PL',
	countryName: 'Polska',
	cities: [
		'Warszawa',
		'Kraków',
		'Łódź',
		'Wrocław',
		'Poznań',
		'Gdańsk',
		'Szczecin',
		'Rzeszów',
		'Częstochowa',
		'Bielsko-Biała',
	],
	companies: [
		'Żółta Łódź Sp. z o.o.',
		'Piekarnia Świt',
		'Młyn & Synowie',
		'Ośrodek Źródło',
		'Hurtownia Jaśmin',
		'',
	],
	women: {
		first: [
			'Agnieszka',
			'Małgorzata',
			'Grażyna',
			'Żaneta',
			'Łucja',
			'Jolanta',
			'Świętosława',
			'Zofia',
			'Bożena',
			'Róża',
		],
		last: [
			'Kowalska',
			'Wójcik',
			'Wiśniewska',
			'Dąbrowska',
			'Zając',
			'Pawłowska',
			'Gąsior',
			'Krawczyk',
			'Ćwik',
			'Żmuda-Łęcka',
		],
	},
	men: {
		first: [
			'Łukasz',
			'Paweł',
			'Michał',
			'Wojciech',
			'Stanisław',
			'Józef',
			'Bartłomiej',
			'Zdzisław',
			'Jan',
			'Grzegorz',
		],
		last: [
			'Kowalski',
			'Wójcik',
			'Wiśniewski',
			'Dąbrowski',
			'Zając',
			'Pawłowski',
			'Gąsior',
			'Krawczyk',
			'Ćwik',
			'Żmuda',
		],
	},
};

export const german = {
	country: 'DE',
	countryName: 'Deutschland',
	cities: ['Berlin', 'München', 'Köln', 'Düsseldorf', 'Nürnberg', 'Görlitz', 'Saarbrücken'],
	companies: ['Bäckerei Grünwald GmbH', 'Straßenbau Höß KG', 'Müller & Söhne', ''],
	women: {
		first: ['Gerda', 'Käthe', 'Brünhilde', 'Anneliese', 'Ursula', 'Heike', 'Bärbel'],
		last: ['Müller', 'Schröder', 'Weiß', 'Köhler', 'Großmann', 'von der Höhe', 'Jäger'],
	},
	men: {
		first: ['Günther', 'Björn', 'Karl-Heinz', 'Matthias', 'Jörg', 'Ulrich', 'Rüdiger'],
		last: ['Müller', 'Schröder', 'Weiß', 'Köhler', 'Großmann', 'von der Höhe', 'Jäger'],
	},
};

export const english = {
	country: 'GB',
	countryName: 'United Kingdom',
	cities: ['London', 'Leeds', 'Bristol', 'Newcastle upon Tyne', 'Stoke-on-Trent', 'Bath'],
	companies: ['Harbour & Lane Ltd', "O'Neill Trading", 'Foxglove, Finch and Co', ''],
	women: {
		first: ['Olivia', 'Siobhan', 'Zoë', 'Mary Ann', 'Charlotte', 'Renée'],
		last: ["O'Brien", 'Smith', 'MacDonald', 'Smith-Jones', 'Brontë', 'Whitfield'],
	},
	men: {
		first: ['William', 'Rhys', 'Seán', 'Oliver', 'Jack', 'Noël'],
		last: ["O'Brien", 'Smith', 'MacDonald', 'Smith-Jones', 'Ashworth', 'Whitfield'],
	},
};

export const american = {
	...english,
	country: 'US',
	countryName: 'United States',
	cities: ['New York', 'Chicago', 'San José', 'Boston', 'St. Louis'],
	companies: ['Blue Ridge Supply, Inc.', 'Prairie Foods LLC', ''],
};

export const chinese = {
	country: 'CN',
	countryName: '中国',
	cities: ['北京', '上海', '广州', '深圳', '成都', '杭州'],
	companies: ['北京科技有限公司', '上海东方贸易有限公司', '成都花园餐饮有限公司', ''],
	women: {
		first: [
			['芳', 'fang'],
			['秀英', 'xiuying'],
			['娜', 'na'],
			['敏', 'min'],
			['静', 'jing'],
			['丽华', 'lihua'],
		],
		last: [
			['王', 'wang'],
			['李', 'li'],
			['张', 'zhang'],
			['刘', 'liu'],
			['欧阳', 'ouyang'],
			['陈', 'chen'],
		],
	},
	men: {
		first: [
			['伟', 'wei'],
			['强', 'qiang'],
			['磊', 'lei'],
			['建国', 'jianguo'],
			['勇', 'yong'],
			['志明', 'zhiming'],
		],
		last: [
			['王', 'wang'],
			['李', 'li'],
			['张', 'zhang'],
			['刘', 'liu'],
			['司马', 'sima'],
			['赵', 'zhao'],
		],
	},
};

/** How often each origin is met, out of 20. */
export const origins = [
	...Array(11).fill(polish),
	...Array(3).fill(german),
	...Array(2).fill(english),
	american,
	...Array(3).fill(chinese),
];
