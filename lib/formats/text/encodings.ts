/** An encoding that a person can choose. */
export interface NamedEncoding {
	/** A label of the WHATWG encoding standard, or a name of ours for what it leaves out; `makeDecoder` knows both. */
	readonly name: string;
	/** What a person reads: the languages first, because that is what they know of their file. */
	readonly title: string;
}

const named = (title: string, name: string): NamedEncoding => ({ name, title });

/** Every encoding that text is read in, by title. Two names of one encoding are both here where people know both. */
export const ENCODINGS: readonly NamedEncoding[] = [
	named('Arabic (ISO-8859-6)', 'iso-8859-6'),
	named('Arabic (Windows-1256)', 'windows-1256'),
	named('Baltic (ISO-8859-13)', 'iso-8859-13'),
	named('Baltic (ISO-8859-4)', 'iso-8859-4'),
	named('Baltic (Windows-1257)', 'windows-1257'),
	named('Celtic (ISO-8859-14)', 'iso-8859-14'),
	named('Central European (DOS, CP852)', 'cp852'),
	named('Central European (ISO-8859-2)', 'iso-8859-2'),
	named('Central European (Windows-1250)', 'windows-1250'),
	named('Chinese, Simplified (GB18030)', 'gb18030'),
	named('Chinese, Simplified (GBK)', 'gbk'),
	named('Chinese, Traditional (Big5)', 'big5'),
	named('Cyrillic (DOS, CP855)', 'cp855'),
	named('Cyrillic (DOS, IBM866)', 'ibm866'),
	named('Cyrillic (ISO-8859-5)', 'iso-8859-5'),
	named('Cyrillic (KOI8-R)', 'koi8-r'),
	named('Cyrillic (KOI8-U)', 'koi8-u'),
	named('Cyrillic (Mac)', 'x-mac-cyrillic'),
	named('Cyrillic (Windows-1251)', 'windows-1251'),
	named('Greek (ISO-8859-7)', 'iso-8859-7'),
	named('Greek (Windows-1253)', 'windows-1253'),
	named('Hebrew (ISO-8859-8)', 'iso-8859-8'),
	named('Hebrew (Windows-1255)', 'windows-1255'),
	named('Japanese (EUC-JP)', 'euc-jp'),
	named('Japanese (ISO-2022-JP)', 'iso-2022-jp'),
	named('Japanese (Shift_JIS)', 'shift_jis'),
	named('Korean (EUC-KR)', 'euc-kr'),
	named('Nordic (ISO-8859-10)', 'iso-8859-10'),
	named('South European (ISO-8859-3)', 'iso-8859-3'),
	named('Southeast European (ISO-8859-16)', 'iso-8859-16'),
	named('Thai (Windows-874)', 'windows-874'),
	named('Turkish (ISO-8859-9)', 'iso-8859-9'),
	named('Turkish (Windows-1254)', 'windows-1254'),
	named('UTF-16 Big Endian', 'utf-16be'),
	named('UTF-16 Little Endian', 'utf-16le'),
	named('UTF-32 Big Endian', 'utf-32be'),
	named('UTF-32 Little Endian', 'utf-32le'),
	named('UTF-8', 'utf-8'),
	named('Vietnamese (Windows-1258)', 'windows-1258'),
	named('Western European (DOS, CP437)', 'cp437'),
	named('Western European (DOS, CP850)', 'cp850'),
	named('Western European (ISO-8859-1)', 'iso-8859-1'),
	named('Western European (ISO-8859-15)', 'iso-8859-15'),
	named('Western European (Mac)', 'macintosh'),
	named('Western European (Windows-1252)', 'windows-1252'),
];
