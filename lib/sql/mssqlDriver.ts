import type * as Tedious from 'tedious';
import { printerOf } from './mssqlExact';

let loaded: Promise<typeof Tedious> | undefined;

/** The driver, loaded at first use, reading the types that it would round as exact text. */
export const loadDriver = (): Promise<typeof Tedious> => (loaded ??= load());

/**
 * The driver has no setting for exact values; its reader of a row is the narrowest place at which the bytes
 * are still there. It is that of our own bundled copy, so that nobody else's values change.
 */
async function load(): Promise<typeof Tedious> {
	const [tedious, { ColumnValuesReader }, { isPLPStream, PLPReader, readValue }] = await Promise.all([
		import('tedious'),
		import('tedious/lib/token/row-token-parser'),
		import('tedious/lib/value-parser'),
	]);
	// Goes on where it stood, because a reader throws when a row's bytes have not all come yet.
	ColumnValuesReader.prototype.readColumns = function (parser, nullBitmap) {
		for (let index = this.columns.length; index < parser.colMetadata.length; index++) {
			const metadata = parser.colMetadata[index];
			if (metadata === undefined) break;
			if (isNull(nullBitmap, index)) this.columns.push({ value: null, metadata });
			else if (isPLPStream(metadata)) {
				this.plpReader ??= new PLPReader(metadata);
				const value = this.plpReader.read(parser);
				this.plpReader = undefined;
				this.columns.push({ value, metadata });
			} else {
				const start = parser.position;
				const { offset, value } = readValue(parser.buffer, start, metadata, parser.options);
				parser.position = offset;
				const print = value === null ? undefined : printerOf(metadata);
				const exact = print?.(parser.buffer.subarray(start, offset), metadata);
				this.columns.push({ value: exact ?? value, metadata });
			}
		}
	};
	return tedious;
}

const isNull = (bitmap: Buffer | undefined, index: number): boolean =>
	bitmap !== undefined && ((bitmap[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
