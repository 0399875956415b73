/** Scripts are judged differently: an alphabet by its letters, Han characters by how common they are. */
export type Script = 'latin' | 'cyrillic' | 'han';

/** The letters beyond a–z of languages, by what a customer file of a European company holds. */
const LATIN_ALPHABETS = [
	'ąćęłńóśźż',
	'áčďéěíňóřšťúůýž',
	'áäčďéíĺľňóôŕšťúýž',
	'áéíóöőúüű',
	'ăâîşţșț',
	'čćđšž',
	'äöüß',
	'àâæçéèêëîïôœùûüÿ',
	'áéíñóúü¿¡ºª',
	'ãáàâçéêíóôõúü',
	'àèéìíîòóùú',
	'åäöæøé',
].map((letters) => new Set(letters + letters.toUpperCase()));

/** Signs that stand between words in any European text. */
const LATIN_SIGNS = new Set('–—„”“’‘‚«»…€§°·•®©™\u00A0£');

const COMMON_CYRILLIC = new Set('оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёіїєґъ');

/** The commonest characters of Chinese and Japanese texts, surnames and customer files among them. */
const COMMON_HAN = new Set(
	'的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏' +
		'刘陈杨赵吴徐孙朱胡郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范姚谭廖邹熊陆郝孔崔康邱秦顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚' +
		'客户称话机址邮箱编号备注经销有限责任省县街镇村楼室省北京上海广州深圳杭州成都重庆天津武汉西安苏州南京' +
		'這來個說們為時會過對裡後麼沒於發當開無經頭動兩長樣現將與進實點種聲話兒問機給幾業間電門東氣關並內產萬體別處總場師書員報馬張難數車應親務記邊風戰幹許覺題統請愛讓認論義術結資隊帶條變聯權遠領傳紅決達辦運強區轉輕語滿寫識極臉錢黨設雙歷單據導網專誰讀飛觀爭組濟離雖陳劉楊趙吳孫羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻譚廖鄒陸顧龍湯喬賀賴龔客戶稱聯絡號電話郵箱編備註縣鎮樓臺灣北市路街段巷弄號樓' +
		'の様株式会社東京都区市町村番号氏名電話住所郵便田山本中村小林高橋佐藤鈴木渡辺伊藤加藤吉井上松木',
);

const KANA = /[\u3041-\u30FF]/;
const HALF_WIDTH_KANA = /[\uFF61-\uFF9F]/;
const HAN = /[\u4E00-\u9FFF]/;
const FULL_WIDTH_SIGN = /[\u3000-\u301F\uFF01-\uFF5E]/;

/**
 * How much a text looks like one that people wrote, as a sum over its characters
 * that are not ASCII. Negative for what no one writes.
 */
export function plausibility(text: string, script: Script): number {
	if (script === 'latin') return Math.max(...LATIN_ALPHABETS.map((letters) => latinScore(text, letters)));
	return script === 'cyrillic' ? cyrillicScore(text) : hanScore(text);
}

function latinScore(text: string, letters: ReadonlySet<string>): number {
	let score = 0;
	let run = 0;
	for (const { character, before, after } of foreignCharacters(text)) {
		run = before > '\x7F' ? run + 1 : 1;
		score += latinCharacterScore(character, before, after, letters);
		// No European language puts three accented letters in a row; Cyrillic read as Latin does nothing else.
		if (run >= 3) score -= 1.5;
	}
	return score;
}

function latinCharacterScore(
	character: string,
	before: string,
	after: string,
	letters: ReadonlySet<string>,
): number {
	const inWord = isAsciiLetter(before) || isAsciiLetter(after);
	if (letters.has(character)) {
		if (isUpper(character) && isAsciiLower(before)) return -1;
		return inWord ? 1 : 0.6;
	}
	if (LATIN_SIGNS.has(character)) return isAsciiLetter(before) && isAsciiLetter(after) ? -0.2 : 0.5;
	if (isLetter(character)) return -0.1;
	return inWord ? -1.5 : -0.5;
}

function cyrillicScore(text: string): number {
	let score = 0;
	for (const { character, before, after } of foreignCharacters(text)) {
		if (isAsciiLetter(before) || isAsciiLetter(after)) score -= 1.5;
		else if (!isLetter(character)) score += LATIN_SIGNS.has(character) || character === '№' ? 0.3 : -1.5;
		else if (isUpper(character)) score += isLower(before) ? -1.5 : 0.8;
		else score += COMMON_CYRILLIC.has(character) ? 1 : -1;
	}
	return score;
}

function hanScore(text: string): number {
	let score = 0;
	for (const { character } of foreignCharacters(text)) {
		if (COMMON_HAN.has(character)) score += 3;
		else if (KANA.test(character)) score += 1.6;
		else if (HAN.test(character)) score += 0.3;
		else if (FULL_WIDTH_SIGN.test(character)) score += 1;
		else if (HALF_WIDTH_KANA.test(character)) score -= 0.5;
		else score -= 2;
	}
	return score;
}

interface ForeignCharacter {
	readonly character: string;
	readonly before: string;
	readonly after: string;
}

function* foreignCharacters(text: string): Generator<ForeignCharacter> {
	for (let at = 0; at < text.length; at++) {
		const character = text.charAt(at);
		if (character <= '\x7F') continue;
		yield { character, before: text.charAt(at - 1), after: text.charAt(at + 1) };
	}
}

function isAsciiLetter(character: string): boolean {
	return /^[A-Za-z]$/.test(character);
}

function isAsciiLower(character: string): boolean {
	return character >= 'a' && character <= 'z' && character.length === 1;
}

function isLetter(character: string): boolean {
	return character.toLowerCase() !== character.toUpperCase();
}

function isUpper(character: string): boolean {
	return character !== character.toLowerCase();
}

function isLower(character: string): boolean {
	return character !== character.toUpperCase();
}
