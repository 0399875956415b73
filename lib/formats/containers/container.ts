import type { ImportError } from '../../errors';
import type { ByteSource, RowIssue } from '../../model';
import type { Budget } from '../budget';
import type { Damage } from '../damage';
import type { ParseLimits } from '../format';
import type { RandomSource } from '../source';

/** What files are packed in: how to recognise and open it. A new one is one file and one line in `index.ts`. */
export interface Container {
	readonly name: string;
	/** What a person reads. */
	readonly title: string;
	/** Whether it holds several files; one that does is not opened inside another one. */
	readonly archive: boolean;
	/** Whether it is read at any place, and not only from its start. */
	readonly random: boolean;
	/** Whether the first bytes of a file (4 KB or all) are of this container. */
	sniff(head: Uint8Array): boolean;
	/** Whether a file is of this container by its end, where its start does not tell. */
	sniffEnd?(source: RandomSource): Promise<boolean>;
	/** Whether the first bytes are those of a document that only uses this container, as a workbook does. */
	isDocument?(head: Uint8Array): boolean;
	/**
	 * Finds out what is inside. Nothing of it is unpacked yet.
	 * @param source one that can be read at any place where the container says so
	 * @returns nothing for a document that only uses this container
	 * @throws userError for one that cannot be opened
	 */
	open(source: ByteSource, context: OpenContext): Promise<OpenContainer | undefined>;
}

/** What bounds the opening of a container. */
export interface OpenContext {
	readonly limits: ParseLimits;
	/** What all that comes out counts for. */
	readonly budget: Budget;
}

/** A container whose files are known. */
export interface OpenContainer {
	/** In the order of the container; folders are left out. */
	readonly members: readonly Member[];
	readonly issues: readonly RowIssue[];
}

/** A file inside a container. */
export interface Member {
	/** Its path as it is written; nothing where the container has no names. Never used as a path on this machine. */
	readonly name: string | undefined;
	/** In bytes, unpacked, as the container says; not counted. */
	readonly size?: number;
	/** In bytes, as it is packed. */
	readonly compressedSize?: number;
	/** Why it cannot be read, where that is known without unpacking it. */
	readonly problem?: ImportError | undefined;
	/** Gives the readable bytes; a damage behind them is noted in `damage`. */
	open(): AsyncIterable<Uint8Array>;
	/** Where the member can be read at any place. */
	read?(offset: number, length: number): Promise<Uint8Array>;
	readonly damage: Damage;
}
