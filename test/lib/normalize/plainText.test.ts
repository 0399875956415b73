import { isCommonText, plainText } from '../../../lib/normalize/plainText';

describe('the short way for common text', () => {
	it('holds no character that Unicode writes otherwise', () => {
		for (let code = 0x20; code < 0x10000; code++) {
			const sign = String.fromCharCode(code);
			if (!isCommonText(sign)) continue;
			expect({ code, form: sign.normalize('NFKC') }).toEqual({ code, form: sign });
			expect(/[\p{Cf}\p{Cc}\p{Zl}\p{Zp}\p{M}]|(?! )\p{Zs}/u.test(sign)).toBe(false);
		}
	});

	it('gives what the long way gives', () => {
		for (const text of [
			"'+48",
			'ż  ó',
			'ż\u00a0\u00a0ó',
			'\u00a0ż ',
			'ż\t\nó',
			'ａ\u00a0b',
			'ŀ',
			'\u00a05 290,50\u00a0zł',
		])
			expect(plainText(text)).toBe(
				text
					.normalize('NFKC')
					.replace(/\s+/g, ' ')
					.trim()
					.replace(/^'(?=\+)/, ''),
			);
	});
});
