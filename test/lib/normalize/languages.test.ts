import { findRule } from '../../../lib/normalize';

/** The languages in which files are labelled. */
const LANGUAGES = ['en', 'pl', 'zh', 'de', 'ru', 'es', 'fr', 'pt', 'tr'] as const;

const ANSWERS: Readonly<Record<(typeof LANGUAGES)[number], readonly [yes: string, no: string]>> = {
	en: ['yes Yes Y true T on', 'no NO n false F off'],
	pl: ['tak Tak T Prawda', 'nie NIE N Fałsz'],
	zh: ['是 是的 对 有 真', '否 不是 错 没有 假'],
	de: ['ja J Wahr', 'nein N falsch'],
	ru: ['да Да д Истина', 'нет Нет н Ложь'],
	es: ['sí SÍ si S verdadero', 'no falso'],
	fr: ['oui Oui vrai VRAI', 'non faux FAUX'],
	pt: ['sim S verdadeiro', 'não nao falso'],
	tr: ['evet EVET doğru', 'hayır HAYIR yanlış'],
};

const CONSENTS: Readonly<Record<(typeof LANGUAGES)[number], readonly [given: string, refused: string]>> = {
	en: ['subscribed', 'unsubscribed'],
	pl: ['wyrażona', 'brak zgody'],
	zh: ['已订阅', '退订'],
	de: ['angemeldet', 'abgemeldet'],
	ru: ['согласен', 'не согласен'],
	es: ['suscrito', 'dado de baja'],
	fr: ['abonné', 'désabonné'],
	pt: ['aceito', 'descadastrado'],
	tr: ['onaylı', 'hayır'],
};

describe.each(LANGUAGES)('values in %s', (language) => {
	it('answer yes and no', () => {
		for (const [place, words] of ANSWERS[language].entries())
			for (const word of words.split(' '))
				for (const type of ['boolean', 'consent'] as const)
					expect({ word, value: findRule(type).apply(word, {}).value }).toEqual({ word, value: place === 0 });
	});

	it('give and refuse a consent', () => {
		const [given, refused] = CONSENTS[language];
		expect(findRule('consent').apply(given, {}).value).toBe(true);
		expect(findRule('consent').apply(refused, {}).value).toBe(false);
	});

	it('name every country', () => {
		const names = new Intl.DisplayNames(language, { type: 'region' });
		for (const code of countries()) {
			const name = names.of(code) ?? '';
			expect({ name, code: findRule('country').apply(name, {}).value }).toEqual({ name, code });
		}
	});

	it('name the languages', () => {
		const names = new Intl.DisplayNames(language, { type: 'language' });
		for (const code of LANGUAGES) {
			const name = names.of(code) ?? '';
			expect({ name, code: findRule('language').apply(name, {}).value }).toEqual({ name, code });
		}
	});

	it('name the months', () => {
		for (let month = 1; month <= 12; month++) {
			const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
				dateStyle: 'long',
				timeZone: 'UTC',
			});
			const text = format.format(Date.UTC(2022, month - 1, 9));
			const wanted = `2022-${String(month).padStart(2, '0')}-09`;
			expect({ text, value: findRule('date').apply(text, {}).value }).toEqual({ text, value: wanted });
		}
	});
});

/** Those of the languages, their neighbours, and those whose names are alike or often written otherwise. */
function countries(): readonly string[] {
	return [
		'PL',
		'DE',
		'CN',
		'RU',
		'ES',
		'FR',
		'PT',
		'TR',
		'GB',
		'US',
		'BR',
		'UA',
		'CZ',
		'NL',
		'IT',
		'AT',
		'CH',
		'SE',
		'JP',
		'KR',
		'IN',
		'CI',
		'CD',
		'CG',
		'GW',
		'GQ',
		'MK',
		'KP',
		'VA',
		'HK',
		'TW',
		'XK',
	];
}
