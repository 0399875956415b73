const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;

/**
 * Certificates and keys with their line ends: a field of one line turns them into spaces, and environment
 * variables carry them as `\n`. Text that is nothing of the kind comes back as it is.
 */
export function restoreLines(text: string): string {
	const plain = text.replaceAll('\\n', '\n').trim();
	if (plain.includes('\n')) return `${plain}\n`;
	const blocks = [...plain.matchAll(BLOCK)].map(
		([, kind, body = '']) => `-----BEGIN ${kind}-----\n${bodyLines(body)}\n-----END ${kind}-----\n`,
	);
	return blocks.length === 0 ? text : blocks.join('');
}

/** The headers of an encrypted key (RFC 1421) stand in lines of their own, with an empty line after them. */
function bodyLines(body: string): string {
	const headers = [...body.matchAll(/(?:Proc-Type|DEK-Info): \S+/g)].map(([header]) => header);
	const rest = headers.reduce((left, header) => left.replace(header, ''), body);
	const base64 = rest.split(/\s+/).filter((part) => part !== '');
	return [...headers, ...(headers.length === 0 ? [] : ['']), ...base64].join('\n');
}
