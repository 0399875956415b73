import type {
	BinaryHelperFunctions,
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	IPairedItemData,
} from 'n8n-workflow';
import type { FieldSpec } from '../../lib';
import type { LineCodec } from './rowBatch';
import { rowBatchBuilder } from './rowBatch';
import type { RowForm, RowOrigin } from './rows';

/** In what form rows leave a node: as they came, or as the user said. */
export type OutputForm = 'same' | RowForm;

/**
 * The parameter that says so.
 * @param each what one item is, such as `customer`
 */
export function outputProperty(each: string, description: string): INodeProperties {
	return {
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		default: 'same',
		description,
		options: [
			{ name: 'Same as Input', value: 'same', description: 'Items from items, row batches from row batches' },
			{ name: 'Items', value: 'item', description: `One item per ${each}` },
			{ name: 'Row Batches', value: 'batch', description: `One item carries some thousands of ${each}s` },
		],
	};
}

/** More pairs than this say nothing to a person, and cost memory in every execution. */
const MOST_PAIRS = 1000;

/** One output of a node under construction. */
export interface RowSink<T> {
	/** Takes a row; gives a promise when there is something to wait for. */
	add(row: T, origin: RowOrigin): Promise<void> | undefined;
	/** Closes the row batch under construction: one that came in as a batch leaves as one, paired with it. */
	closeBatch(): Promise<void>;
	/** Closes everything and gives the items. */
	finish(): Promise<INodeExecutionData[]>;
}

export interface SinkOptions<T> {
	readonly form: OutputForm;
	readonly codec: LineCodec<T>;
	/** The `json` of a row that leaves as an item. */
	toJson(row: T): IDataObject;
	readonly batchRows?: number;
	/** What the custom fields of the rows are, for the summary of row batches; may grow with the rows. */
	readonly fields?: readonly FieldSpec[];
	/** More for the eye, put beside the summary of row batches. */
	readonly extra?: IDataObject;
}

/** Gathers the rows of one output as items or row batches, each paired with the input it came from. */
export function rowSink<T>(
	helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'>,
	options: SinkOptions<T>,
): RowSink<T> {
	const items: INodeExecutionData[] = [];
	const origins = new Set<number>();
	const builder = rowBatchBuilder(helpers, options.codec, options);

	async function closeBatch(): Promise<void> {
		if (builder.size === 0) return;
		const pairs = pairedWith(origins);
		origins.clear();
		items.push({ ...(await builder.close()), pairedItem: pairs });
	}

	return {
		add(row, origin) {
			const form = options.form === 'same' ? origin.form : options.form;
			if (form === 'item') {
				items.push({ json: options.toJson(row), pairedItem: { item: origin.item } });
				return undefined;
			}
			builder.add(row);
			origins.add(origin.item);
			return builder.full ? closeBatch() : undefined;
		},
		closeBatch,
		async finish() {
			await closeBatch();
			return items;
		},
	};
}

/** The pairing of an item that comes from several; the first ones where they are too many to list. */
export function pairedWith(items: Iterable<number>): IPairedItemData | IPairedItemData[] {
	const pairs: IPairedItemData[] = [];
	for (const item of items) {
		if (pairs.length >= MOST_PAIRS) break;
		pairs.push({ item });
	}
	const [only] = pairs;
	return pairs.length === 1 && only !== undefined ? only : pairs;
}
