import { decodeStart } from './decode';
import type { ScoredEncoding } from './encoding';

/** The commonest characters of Chinese texts, surnames and customer files among them. */
const SIMPLIFIED =
	'的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已' +
	'老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代' +
	'军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望' +
	'直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英' +
	'基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏刘陈杨赵吴徐孙朱胡郭罗梁' +
	'宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝孔崔康邱秦顾侯邵孟龙段雷汤尹黎易乔贺赖龚客户称址邮箱编号备注销限责省县街镇村楼室州圳杭庆津汉';

/** What traditional texts have besides the characters that both share. */
const TRADITIONAL =
	'這來個說們為時會過對裡後麼沒於發當開無經頭動兩長樣現將與進實點種聲話兒問機給幾業間電門東氣關並內產萬體別處總場師書員報馬張難數車應親務記邊風戰幹許覺題統請愛讓認論義術結資隊帶條變聯權遠領傳紅' +
	'決達辦運強區轉輕語滿寫識極臉錢黨設雙歷單據導網專誰讀飛觀爭組濟離雖陳劉楊趙吳孫羅鄭謝韓馮蕭鄧呂蘇盧蔣賈葉閻譚鄒陸顧龍湯喬賀賴龔戶稱絡號郵編備註縣鎮樓臺灣巷弄';

/** What Japanese texts have besides the characters that Chinese ones share. */
const JAPANESE =
	'の様株東町番氏電話郵橋佐藤鈴木渡辺伊吉井松長川野島郎円土締役課係店舗業務員階府県郡資営担連絡別男備考登録顧幸恵智樹翔健裕介浩洋久斎遠岡後坂福岸浜関谷倉横荒森池阿語車見間問開場時書記計訳銀鉄線' +
	'気楽動質運駅館飲飯機経済現進実認証験製設億価値単個複雑読売買説題頭顔願類額風飛馬髪魚鳥黒絵続終結緑練総習義聞職育脳興節築範約級紀納紙細組織';

/** The commonest syllables of Korean texts. */
const HANGUL =
	'이다의가는에을를고하지사기로한은도인해일대자시정리보성서수장전주원제상부그구과나라있스어아경조영동만오간여공국것선화계무미유용내관방안치생위문역우연신비현개물금분중세진들트드르니면소모와할적' +
	'명입출등회음습때말더또본발업김박최강윤임황송홍울특별광산천남북호번길층빌딩읍군빈태희숙순옥민준훈석철혁혜란름락처담당메객';

/** ln of the share of a character that is not a common one. */
const COST = { kana: -5, halfWidthKana: -6, sign: -6.5, rare: -11, odd: -13, broken: -16 } as const;

/** An encoding of two bytes a character (or one to four), and which characters are common in it. */
interface Candidate {
	readonly encoding: string;
	readonly common: ReadonlySet<string>;
	/** ln of the share of a common character, by how many there are. */
	readonly commonCost: number;
	/** Japanese is half kana, other languages have none, though their encodings do. */
	readonly kanaCost: number;
	readonly prior: number;
}

const CANDIDATES: readonly Candidate[] = [
	candidate('gb18030', SIMPLIFIED, 0),
	candidate('big5', SIMPLIFIED + TRADITIONAL, 0),
	candidate('shift_jis', SIMPLIFIED + JAPANESE, 0),
	candidate('euc-jp', SIMPLIFIED + JAPANESE, -1),
	candidate('euc-kr', HANGUL, 0),
];

function candidate(encoding: string, common: string, prior: number): Candidate {
	const set = new Set(common);
	// Common characters make about four fifths of a text.
	const kanaCost = common.includes(JAPANESE) ? COST.kana : COST.rare;
	return { encoding, common: set, commonCost: Math.log(0.8 / Math.min(set.size, 400)), kanaCost, prior };
}

/** How much text is enough: there are thousands of characters, and few of them come at random. */
const ENOUGH_BYTES = 4 * 1024;

const KANA = /[\u3041-\u30FF]/;
const HALF_WIDTH_KANA = /[\uFF61-\uFF9F]/;
const COMMON_SIGN = /[\u3001-\u3011\uFF01-\uFF5E\u3000\u2018-\u201D\u2026\u00B7]/;
const IDEOGRAPH = /[\u4E00-\u9FFF\uAC00-\uD7A3]/;

/**
 * The likelihood of the bytes in every encoding of several bytes a character.
 * @param high how many bytes from 0x80 on the whole sample has; the score is for as many
 */
export function scoreDoubleBytes(sample: Uint8Array, high: number): ScoredEncoding[] {
	const part = tellingPart(sample);
	const highOfPart = part.reduce((count, byte) => (byte >= 0x80 ? count + 1 : count), 0);
	return CANDIDATES.map((one) => {
		const { encoding, prior } = one;
		const text = decodeStart(part, encoding);
		const score = (scoreText(text, one) * high) / Math.max(1, highOfPart) + prior;
		return { encoding, score, meaning: encoding };
	});
}

/** The lines with bytes beyond ASCII, as far as they are needed. */
function tellingPart(sample: Uint8Array): Uint8Array {
	if (sample.length <= ENOUGH_BYTES) return sample;
	const parts: Uint8Array[] = [];
	let length = 0;
	for (let at = 0; at < sample.length && length < ENOUGH_BYTES;) {
		const next = sample.indexOf(0x0a, at);
		const end = next === -1 ? Math.min(sample.length, at + ENOUGH_BYTES) : next + 1;
		const line = sample.subarray(at, end);
		if (line.some((byte) => byte >= 0x80)) {
			parts.push(line);
			length += line.length;
		}
		at = end;
	}
	return Buffer.concat(parts);
}

function scoreText(text: string, candidate: Candidate): number {
	let score = 0;
	for (const character of text) if (character > '\x7F') score += characterCost(character, candidate);
	return score;
}

function characterCost(character: string, { common, commonCost, kanaCost }: Candidate): number {
	if (common.has(character)) return commonCost;
	if (character === '\uFFFD') return COST.broken;
	if (KANA.test(character)) return kanaCost;
	if (HALF_WIDTH_KANA.test(character)) return COST.halfWidthKana;
	if (COMMON_SIGN.test(character)) return COST.sign;
	return IDEOGRAPH.test(character) ? COST.rare : COST.odd;
}
