const CURRENCY_CODES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** What people write for a currency or unit besides its code. `万`, `k` and `tys` are not here: they multiply. */
const WORDS = new Set(
	(
		'zł zl złotych zlotych euro euros dollar dollars dolar dolary yuan rmb cny元 元 圆 人民币 円 원 kč kc korun ' +
		'руб рубль рубля рублей р грн гривен лв ft forint lei leu kr kn din kd fr sfr tl lira rs rp rm r pte £ dem ' +
		'درهم ريال جنيه دينار pct szt pcs ea ₶'
	).split(' '),
);

/** A letter or two before a sign that several countries use: `US$`, `R$`, `NT$`. */
const SIGN = /^(?:us|au|a|ca|c|hk|nt|nz|s|r|mx)?\p{Sc}$/u;

/** `/EA`, `/mo`. */
const PER_UNIT = /^\p{Sc}?\/\p{L}{1,10}$/u;

/** Whether text around a number is nothing, a currency, a percent sign or a footnote mark. */
export function isCurrencyOrUnit(text: string): boolean {
	if (text === '') return true;
	const word = text.replace(/[\s:*.]/g, '').toLowerCase();
	return (
		word === '' ||
		word === '%' ||
		PER_UNIT.test(word) ||
		SIGN.test(word) ||
		WORDS.has(word) ||
		CURRENCY_CODES.has(word)
	);
}
