/**
 * What people and programs write where they have nothing to write. Only whole
 * values count, and only in typed fields: `Brak` in a text may be a surname.
 */
const NOTHING = new Set(
	(
		'n/a n.a. n.a n\\a none null nil nan undefined (null) <null> unknown no not~available not~applicable not~set not~provided missing empty blank tbd tba ' +
		'brak nie~dotyczy nie~podano niepodano nieznany nieznana nie~ma bd b.d. ' +
		'keine keiner keins unbekannt nicht~vorhanden k.a. k.~a. ' +
		'aucun aucune inconnu néant non~renseigné ninguno ninguna desconocido sin~datos nenhum nenhuma desconhecido não~informado ' +
		'нет неизвестно отсутствует не~указан не~указано yok bilinmiyor ' +
		'无 無 没有 暂无 未知 空 不详 不適用 不适用 #n/a #na'
	)
		.split(' ')
		.map((word) => word.replaceAll('~', ' ')),
);

const ONLY_MARKS = /^[\s\-–—_.?*/\\|~=,:;!xX]+$/;

/** The errors that spreadsheet programs show in a cell, as Excel words them in the languages of the files we know. */
const CELL_ERRORS = new Set(
	(
		'#N/A #REF! #VALUE! #DIV/0! #NAME? #NUM! #NULL! #SPILL! #CALC! #FIELD! #GETTING_DATA ' +
		'#N/D! #ADR! #ARG! #DZIEL/0! #NAZWA? #LICZBA! #ZERO! #NV #BEZUG! #WERT! #ZAHL! ' +
		'#VALEUR! #NOM? #NOMBRE! #NUL! #¡REF! #¡VALOR! #¡DIV/0! #¿NOMBRE? #¡NUM! #¡NULO! ' +
		'#N/D #VALOR! #NOME? #NÚM! #NULO! #Н/Д #ССЫЛКА! #ЗНАЧ! #ДЕЛ/0! #ИМЯ? #ЧИСЛО! #ПУСТО! ' +
		'#YOK #BAŞV! #DEĞER! #SAYI/0! #AD? #SAYI! #BOŞ!'
	).split(' '),
);

/** What a column that is too narrow shows, where it was copied as it was seen. */
const TOO_NARROW = /^#{3,}$/;

/** Whether the whole value stands for "nothing": `-`, `n/a`, `brak`, `无`. */
export function isPlaceholder(text: string): boolean {
	if (text.length > 16 || isDigit(text.charCodeAt(0))) return false;
	return ONLY_MARKS.test(text) || NOTHING.has(text.toLowerCase());
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}

/** Whether the whole value is an error of a spreadsheet program, such as `#REF!`. */
export function isCellError(text: string): boolean {
	return text.charCodeAt(0) === 35 && (CELL_ERRORS.has(text) || TOO_NARROW.test(text));
}
