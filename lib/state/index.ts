export { openJournal } from './journal';
export type { BeforeImage, ImportEntry, ImportStart, ImportStatus, Journal, JournalOptions } from './journal';
export { HOLD_MS, openWatermarks } from './watermarks';
export type { PullHold, PullId, PullPlace, PullState, Watermarks } from './watermarks';
