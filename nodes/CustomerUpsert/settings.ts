import type { IExecuteFunctions } from 'n8n-workflow';
import type { DuplicatePolicy, ImportSettings, ImportType, SameCustomer } from '../../lib';

/** What the user may have put into 'Options'. */
interface Options {
	readonly firstRows?: number;
	readonly clearOnEmpty?: boolean;
	readonly failOnErrors?: boolean;
	readonly possible?: boolean;
	readonly sameCustomer?: SameCustomer;
	/** 0: never. */
	readonly sharedFrom?: number;
}

/** Reads the settings of the import; expressions in them see the first item. */
export function readImportSettings(context: IExecuteFunctions): ImportSettings {
	const options = context.getNodeParameter('options', 0, {}) as Options;
	const main = String(context.getNodeParameter('mainIdentifier', 0, 'email'));
	const others = context.getNodeParameter('otherIdentifiers', 0, []) as string[];
	return {
		importType: context.getNodeParameter('importType', 0, 'addAndModify') as ImportType,
		identifiers: [...new Set([main, ...others])],
		duplicates: context.getNodeParameter('duplicates', 0, 'ignore') as DuplicatePolicy,
		clearOnEmpty: options.clearOnEmpty === true,
		preview: context.getNodeParameter('operation', 0, 'upsert') === 'preview',
		possible: options.possible === true,
		...(options.sameCustomer === undefined ? {} : { sameCustomer: options.sameCustomer }),
		...(options.sharedFrom === undefined ? {} : { sharedFrom: options.sharedFrom || Infinity }),
		...(options.firstRows === undefined ? {} : { limit: options.firstRows }),
	};
}

/** Whether rows that could not be written make the execution fail, once they are accounted for. */
export function failsOnErrors(context: IExecuteFunctions): boolean {
	return (context.getNodeParameter('options', 0, {}) as Options).failOnErrors === true;
}
