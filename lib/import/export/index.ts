export { backupTable } from './backup';
export { connectorSource } from './connectorSource';
export { deletedSource } from './deletedSource';
export { describeQuery } from './describeQuery';
export type { ExportCells, ExportSource } from './exportSource';
export {
	CORE_FIELDS,
	coreColumns,
	type ExportColumn,
	exportColumns,
	exportTable,
	findField,
	type LabelForm,
	type WishedColumn,
} from './exportTable';
export { inTimeZone } from './localTimes';
export { rowsSource } from './rowsSource';
export { sqlSource } from './sqlSource';
