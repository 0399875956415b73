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
const SIGN = /^(?:us|au|a|ca|c|cn|hk|jp|nt|nz|s|r|mx)?\p{Sc}$|^\$(?:us|au|ca|hk|nz|mx)$/u;

/** `/EA`, `/mo`. */
const PER_UNIT = /^\p{Sc}?\/\p{L}{1,10}$/u;

/** What was asked before; the amounts of a file have few currencies. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 1000;

/** Whether text around a number is nothing, a currency, a percent sign or a footnote mark. */
export function isCurrencyOrUnit(text: string): boolean {
	if (text === '' || text === ' ') return true;
	const before = known.get(text);
	if (before !== undefined) return before;
	const found = isCurrencyOrUnitText(text);
	if (known.size < MOST_KNOWN) known.set(text, found);
	return found;
}

function isCurrencyOrUnitText(text: string): boolean {
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

/** The signs and words that only one country's money has. */
const CURRENCY_OF: Readonly<Record<string, string>> = {
	'€': 'EUR',
	euro: 'EUR',
	euros: 'EUR',
	zł: 'PLN',
	zl: 'PLN',
	złotych: 'PLN',
	zlotych: 'PLN',
	人民币: 'CNY',
	rmb: 'CNY',
	yuan: 'CNY',
	円: 'JPY',
	원: 'KRW',
	'₩': 'KRW',
	kč: 'CZK',
	'₽': 'RUB',
	грн: 'UAH',
	гривен: 'UAH',
	'₴': 'UAH',
	'₺': 'TRY',
	tl: 'TRY',
	'₹': 'INR',
	forint: 'HUF',
	us$: 'USD',
	$us: 'USD',
	'cn¥': 'CNY',
	'jp¥': 'JPY',
	$ca: 'CAD',
	$au: 'AUD',
	r$: 'BRL',
	nt$: 'TWD',
	hk$: 'HKD',
	nz$: 'NZD',
	au$: 'AUD',
	a$: 'AUD',
	ca$: 'CAD',
	mx$: 'MXN',
};

/** The ISO 4217 code of the currency around a number; `undefined` where there is none or it may be one of several. */
export function currencyOf(around: string): string | undefined {
	const known = knownCurrencies.get(around);
	if (known !== undefined) return known === '' ? undefined : known;
	const found = readCurrency(around);
	if (knownCurrencies.size < MOST_KNOWN) knownCurrencies.set(around, found ?? '');
	return found;
}

const knownCurrencies = new Map<string, string>();

function readCurrency(around: string): string | undefined {
	const word = around.replace(/[\s:*.]/g, '').toLowerCase();
	return CURRENCY_OF[word] ?? (CURRENCY_CODES.has(word) ? word.toUpperCase() : undefined);
}
