import { makeCounter } from '../budget';
import { nearDamage } from '../damage';
import { gunzip, readGzipName } from '../gzip/members';
import type { Container } from './container';

/** One compressed file, RFC 1952; also several that were joined, as `cat`, `bgzip` and log rotation make it. */
export const gzip: Container = {
	name: 'gzip',
	title: 'gzip file',
	archive: false,
	random: false,
	sniff: (head) => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8,
	async open(source, { budget }) {
		const outer = source.name ?? 'The file';
		const name = await readGzipName(source);
		const count = makeCounter(budget);
		const damage = {};
		const unpack = (pieceBytes: number): AsyncGenerator<Uint8Array> =>
			gunzip(source.open(), outer, count(), pieceBytes, () => unpack(pieceBytes));
		const open = () => nearDamage(unpack, damage);
		const { size } = source;
		const sizes = size === undefined ? {} : { compressedSize: size };
		return { members: [{ name, ...sizes, open, damage }], issues: [] };
	},
};

/** The name a file had before `gzip` packed it. */
export function unpackedName(name: string): string {
	return name.replace(/\.tgz$/i, '.tar').replace(/\.(?:gz|gzip|z)$/i, '');
}
