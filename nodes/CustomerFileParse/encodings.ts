import type { INodePropertyOptions } from 'n8n-workflow';

/** The encodings that customer files come in, by their labels in the WHATWG encoding standard. */
export const encodingOptions: INodePropertyOptions[] = [
	{ name: 'Arabic (Windows-1256)', value: 'windows-1256' },
	{ name: 'Baltic (Windows-1257)', value: 'windows-1257' },
	{ name: 'Central European (ISO-8859-2)', value: 'iso-8859-2' },
	{ name: 'Central European (Windows-1250)', value: 'windows-1250' },
	{ name: 'Chinese, Simplified (GB18030, GBK)', value: 'gb18030' },
	{ name: 'Chinese, Traditional (Big5)', value: 'big5' },
	{ name: 'Cyrillic (KOI8-R)', value: 'koi8-r' },
	{ name: 'Cyrillic (Windows-1251)', value: 'windows-1251' },
	{ name: 'Greek (Windows-1253)', value: 'windows-1253' },
	{ name: 'Hebrew (Windows-1255)', value: 'windows-1255' },
	{ name: 'Japanese (EUC-JP)', value: 'euc-jp' },
	{ name: 'Japanese (Shift_JIS)', value: 'shift_jis' },
	{ name: 'Korean (EUC-KR)', value: 'euc-kr' },
	{ name: 'Turkish (Windows-1254)', value: 'windows-1254' },
	{ name: 'UTF-16 Big Endian', value: 'utf-16be' },
	{ name: 'UTF-16 Little Endian', value: 'utf-16le' },
	{ name: 'UTF-8', value: 'utf-8' },
	{ name: 'Vietnamese (Windows-1258)', value: 'windows-1258' },
	{ name: 'Western European (Windows-1252)', value: 'windows-1252' },
];
