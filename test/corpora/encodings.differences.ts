/** Files of the encodings corpus whose text we do not read as it is, with the reason. Held exact both ways. */
export const ENCODING_DIFFERENCES: Readonly<Record<string, string>> = {
	'uchardet/test/ko/iso-2022-kr.txt':
		'ISO-2022-KR is an encoding of e-mail before 2000, which the WHATWG standard forbids to decode; no program exports customers in it',
};
