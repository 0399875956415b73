import type { IExecuteFunctions } from 'n8n-workflow';
import type {
	AmbiguousPolicy,
	ConsentSettings,
	DuplicatePolicy,
	ImportSettings,
	ImportType,
	JournalOptions,
	MultiValues,
	SameCustomer,
} from '../../lib';
import { FIELDS } from '../../lib';
import { fieldValue } from '../shared/fieldProperty';
import { listedNames } from '../shared/lists';
import type { Operation } from './operations';

/** After how many rows it is looked at how many of them failed. */
const FAILURES_AFTER = 100;
const DAY_MS = 86_400_000;

/** What the user may have put into 'Options' about rows and customers. */
interface Options {
	readonly acceptEmptyIdentifier?: boolean;
	readonly ambiguous?: AmbiguousPolicy;
	readonly clearFields?: string;
	readonly clearOnEmpty?: boolean;
	readonly failOnErrors?: boolean;
	readonly firstRows?: number;
	readonly keepDays?: number;
	readonly keepPlan?: boolean;
	readonly maxCreates?: number;
	readonly maxUpdates?: number;
	readonly multiValues?: MultiValues;
	readonly optIn?: NonNullable<ConsentSettings['optIn']>;
	readonly possible?: boolean;
	readonly raiseConsent?: NonNullable<ConsentSettings['raise']>;
	readonly sameCustomer?: SameCustomer;
	/** 0: never. */
	readonly sharedFrom?: number;
	/** In percent. */
	readonly stopAtFailures?: number;
	readonly suppressTriggers?: boolean;
}

function readOptions(context: IExecuteFunctions): Options {
	return context.getNodeParameter('options', 0, {}) as Options;
}

export function readOperation(context: IExecuteFunctions): Operation {
	return context.getNodeParameter('operation', 0, 'upsert') as Operation;
}

/** Reads the settings of the import; expressions in them see the first item. */
export function readImportSettings(context: IExecuteFunctions): ImportSettings {
	const options = readOptions(context);
	return {
		importType: context.getNodeParameter('importType', 0, 'addAndModify') as ImportType,
		identifiers: readIdentifiers(context),
		duplicates: context.getNodeParameter('duplicates', 0, 'ignore') as DuplicatePolicy,
		clearOnEmpty: options.clearOnEmpty === true,
		possible: options.possible === true,
		...customerSettings(options),
		...fileSettings(options),
		...limits(options),
	};
}

/** How customers are changed. What the user left out is the library's to decide. */
function customerSettings(options: Options): Partial<ImportSettings> {
	const { acceptEmptyIdentifier, ambiguous, multiValues, optIn, raiseConsent, suppressTriggers } = options;
	const clearFields = listedNames(options.clearFields ?? '').map(fieldName);
	const consents = {
		...(optIn === undefined ? {} : { optIn }),
		...(raiseConsent === undefined ? {} : { raise: raiseConsent }),
	};
	return {
		...(acceptEmptyIdentifier === undefined ? {} : { acceptEmptyIdentifier }),
		...(ambiguous === undefined ? {} : { ambiguous }),
		...(clearFields.length === 0 ? {} : { clearFields }),
		...(multiValues === undefined ? {} : { multiValues }),
		...(Object.keys(consents).length === 0 ? {} : { consents }),
		...(suppressTriggers === undefined ? {} : { suppressTriggers }),
	};
}

/** Which rows of the file are taken, and which of them are one customer. */
function fileSettings({ sameCustomer, sharedFrom, firstRows }: Options): Partial<ImportSettings> {
	return {
		...(sameCustomer === undefined ? {} : { sameCustomer }),
		...(sharedFrom === undefined ? {} : { sharedFrom: sharedFrom || Infinity }),
		...(firstRows === undefined ? {} : { limit: firstRows }),
	};
}

/** At what the import stops by itself. */
function limits({ maxCreates, maxUpdates, stopAtFailures }: Options): Partial<ImportSettings> {
	return {
		...(maxCreates === undefined ? {} : { maxCreates }),
		...(maxUpdates === undefined ? {} : { maxUpdates }),
		...(stopAtFailures === undefined
			? {}
			: { stopAtFailures: { percent: stopAtFailures, after: FAILURES_AFTER } }),
	};
}

/** The main identifier and those that follow it, each once, in their order. */
export function readIdentifiers(context: IExecuteFunctions): readonly string[] {
	const main = context.getNodeParameter('mainIdentifier', 0, 'email');
	const others = context.getNodeParameter('fallbackIdentifiers.identifier', 0, []) as Array<{
		field?: unknown;
	}>;
	const names = [main, ...others.map(({ field }) => field)].map((value) => fieldName(fieldValue(value)));
	return [...new Set(names.filter((name) => name !== ''))];
}

/** The name of a field that a person may have called by its title. */
function fieldName(text: string): string {
	const wanted = text.toLowerCase();
	const found =
		FIELDS.find(({ name }) => name === text) ??
		FIELDS.find(({ name, title }) => name.toLowerCase() === wanted || title.toLowerCase() === wanted);
	return found?.name ?? text;
}

/** Whether rows that could not be written make the execution fail, once they are accounted for. */
export function failsOnErrors(context: IExecuteFunctions): boolean {
	return readOptions(context).failOnErrors === true;
}

/** Whether the plan of a preview is kept to be applied. */
export function keepsPlan(context: IExecuteFunctions): boolean {
	return readOptions(context).keepPlan === true;
}

/** How long details of imports are kept; as long as the library does where the person has not said. */
export function keptFor(context: IExecuteFunctions): JournalOptions {
	const { keepDays } = readOptions(context);
	return keepDays === undefined ? {} : { keepRowsDays: keepDays };
}

/** Before which moment details of imports are forgotten, without exception; only where the person has said so. */
export function forgottenBefore(context: IExecuteFunctions, now = Date.now()): Date | undefined {
	const { keepDays } = readOptions(context);
	return keepDays === undefined ? undefined : new Date(now - keepDays * DAY_MS);
}
