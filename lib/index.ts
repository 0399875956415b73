/**
 * The names of the library that the nodes and scripts use. Each part's `index.ts`
 * is its registry and its door; what is not named there is the part's own.
 */
export * from './model';
export * from './errors';
export {
	fieldToCell,
	LABEL_LANGUAGES,
	type LabelLanguage,
	STANDARD_FIELDS,
	type StandardFieldName,
	titleOf,
} from './fields';
export * from './connectors';
export * from './dedupe';
export * from './formats';
export * from './import';
export * from './mapping';
export * from './normalize';
export * from './report';
export * from './sql';
export * from './state';
export * from './subscriptions';
export type { AmbiguousPolicy, ConsentSettings, MultiValues, UpsertSettings } from './upsert';
