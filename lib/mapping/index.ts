export { FIELDS } from './fields';
export type { Correction, MappedColumn, Mapping, MappingMode } from './mapping';
export { type MapOptions, type MappedRows, mapRows, type RowSource } from './mapRows';
export type { InvalidValuePolicy } from './mapRow';
export type { MinimumData } from './minimumData';
export { suggestMapping, type SuggestOptions } from './suggestMapping';
