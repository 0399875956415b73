export { openJournal } from './journal';
export type * from './journal';
export { openStore, type StoreSettings } from './openStore';
export type { PostgresStoreOptions, StateWriter } from './postgresStore';
export type { SqliteStoreOptions } from './sqliteStore';
export type { StateRow, StateStore, StateValue } from './store';
export { HOLD_MS, openWatermarks, pullHistory } from './watermarks';
export type {
	PullHistoryQuery,
	PullHold,
	PullId,
	PullPlace,
	PullRequest,
	PullState,
	Watermarks,
} from './watermarks';
