/** The control characters of ASCII but tab and line ends: no text has a use for them, and no database wants them. */
const CONTROL_CHARACTERS = /(?![\t\n\r\u007F-\u009F])\p{Cc}/gu;

/** The text without control characters; tabs and line ends stay. */
export function withoutControlCharacters(text: string): string {
	return text.replace(CONTROL_CHARACTERS, '');
}
