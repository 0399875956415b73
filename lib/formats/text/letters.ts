/** Scripts differ in what stands next to a letter. In loose Latin, `ç` and `ñ` stand before consonants too. */
export type Script = 'latin' | 'looseLatin' | 'alphabet';

/** The letters of a language outside ASCII, with how often each is met. */
export interface LanguageLetters {
	readonly script: Script;
	/** ln of the share of a letter (in lower case) among all letters of the language that are not ASCII. */
	readonly letters: ReadonlyMap<string, number>;
	/** ln of how likely customers of this language are, against the commonest ones. */
	readonly prior: number;
}

/** How often an unusual language must speak louder than a usual one to be believed. */
const RARE = -2.5;
const UNUSUAL = -1;
const SMALL = -0.5;

/** Letters with their weight, from general frequency tables and the names of CLDR. The weights of a language need not sum up to anything. */
const LATIN: Readonly<Record<string, readonly [letters: string, prior: number]>> = {
	pl: ['ł20ó12ę11ą11ż9ś9ń7ć4ź2', 0],
	cs: ['í33á30é14ě16ř13š10č12ž11ý12ů6ú2ň2ť1ď1ó1', 0],
	sk: ['á28í14ý12é10č13š11ž12ľ5ť7ú12ô3ň3ó3ď2ä2ŕ1ĺ1', UNUSUAL],
	hu: ['á35é33ö11ó12ő9ü6í6ú4ű2', 0],
	ro: ['ă36î12â9ș7ț7ş7ţ7', 0],
	sl: ['č14š10ž8ć1', UNUSUAL],
	hr: ['č10š9ž6ć8đ3', UNUSUAL],
	sq: ['ë50ç6', RARE],
	de: ['ü65ä54ö35ß30é2', 0],
	fr: ['é190è33à45ê22ç10â6î5ô4ù5û5ë3ï2œ2', 0],
	es: ['í30ó38á28é22ñ17ú9ü1', 0],
	pt: ['ã40ç33á14é16ê10í13ó14õ6â6à5ú6ô4', 0],
	it: ['à35è26ò14ù12ì10é8í1ü1', 0],
	nl: ['ë10é9ï4è2ö2ü2', UNUSUAL],
	sv: ['ä40ö32å30é3', 0],
	da: ['ø40å33æ28é3ö1', 0],
	fi: ['ä80ö14å2š1ž1', 0],
	is: ['á18ð34é7í18ó12ú8ý4þ10æ8ö9', -1.5],
	ca: ['à20è10é14í10ó14ò9ú5ï3ç4ü2', UNUSUAL],
	tr: ['ı50ü20ş18ç12ğ11ö9İ12â1', 0],
	et: ['ä30õ30ü22ö8š1ž1', UNUSUAL],
	lv: ['ā39ē17ī17š12ņ6ū6ž5ļ5č3ķ3ģ2', SMALL],
	lt: ['ė17š13ž10ų13ū6č5į6ą7ę3', SMALL],
	vi: ['\u030110ê11ô10\u03009\u03234\u03094đ7â8ư9\u03032ơ7ă5', 0],
	eo: ['ĉ8ĝ6ŭ8ŝ4ĵ2ĥ1', RARE],
	mt: ['ħ20ż12ġ8ċ8à6', RARE],
};

/** Scripts of their own: letters in the order of their frequency suffice. */
const ALPHABETS: Readonly<Record<string, readonly [letters: string, prior: number]>> = {
	ru: ['оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё', 0],
	uk: ['оаніитверскдмлупяьзгбчйхїжшюцєщфґ', 0],
	bg: ['аиоетнрсвлкдпмзгубцчяжщхйшюфъь', UNUSUAL],
	be: ['анітаерокслвдмупгьяыбзчюшжйхцэўфё', UNUSUAL],
	sr: ['аиоенрстувмдкјлпбзгчшћжцхљњђфџ', UNUSUAL],
	mk: ['аиоетнрсвдклпмузјгбчшцжќфхѓњѕџљ', UNUSUAL],
	el: ['αοιετσνηυρπκμλςωγδάίόέθχφήβύώξζϊψϋΐ', 0],
	he: ['יוהלאמרבתשנדעחכקפטגסםזצןךףץ', 0],
	ar: ['اليمونتربةعدسفهكقأحجشطصخإضىذثئءغزظؤآ', 0],
	fa: ['ایردنهموتبسشکزفگلجخقپحعآچطصضغثژظذئ', UNUSUAL],
	th: ['านรอกเงมยลวดทส่ตะ้ปบคิหแจีพุัชขโไใผ็์ูซึืถศณำธษภญฟๆฉฎฐฮฒฏฌฤ', 0],
};

const LOOSE = new Set(['tr', 'sq']);

/** Every language, by its code. */
export const LANGUAGES: Readonly<Record<string, LanguageLetters>> = {
	...mapped(LATIN, ([letters, prior], language) => ({
		script: LOOSE.has(language) ? 'looseLatin' : 'latin',
		prior,
		letters: byWeight(letters),
	})),
	...mapped(ALPHABETS, ([letters, prior]) => ({
		script: 'alphabet',
		prior,
		letters: byOrder(letters),
	})),
};

function mapped<From, To>(
	table: Readonly<Record<string, From>>,
	make: (from: From, name: string) => To,
): Record<string, To> {
	return Object.fromEntries(Object.entries(table).map(([name, from]) => [name, make(from, name)]));
}

function byWeight(text: string): ReadonlyMap<string, number> {
	return shares([...text.matchAll(/(\D)(\d+)/gu)].map(([, letter = '', weight]) => [letter, Number(weight)]));
}

/** By the law that the n-th letter is met about a ninth less often than the one before it. */
function byOrder(text: string): ReadonlyMap<string, number> {
	return shares([...text].map((letter, index) => [letter, 0.89 ** index]));
}

function shares(weights: ReadonlyArray<readonly [string, number]>): ReadonlyMap<string, number> {
	const sum = weights.reduce((total, [, weight]) => total + weight, 0);
	return new Map(weights.map(([letter, weight]) => [letter, Math.log(weight / sum)]));
}
