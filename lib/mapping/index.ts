export {
	type Composition,
	type Constant,
	type FirstOf,
	type Join,
	NAME_ORDERS,
	type NameOrder,
	type Split,
	type SplitName,
} from './composition';
export { type UnmappedPolicy } from './customColumns';
export { type DateConsistency } from './dateFormat';
export { FIELDS } from './fields';
export { isOurColumn } from './labelReading';
export { type FieldRule, withRules } from './fieldRules';
export type { Correction, MappedColumn, Mapping, MappingMode } from './mapping';
export type { MapOptions, MapSettings } from './mapOptions';
export { type MappedRows, mapRows, type RowSource } from './mapRows';
export type { InvalidValuePolicy } from './mapRow';
export type { MinimumData } from './minimumData';
export { makeProfile, type MappingProfile, PROFILE_VERSION } from './profile';
export { readProfile } from './readProfile';
export type { RequiredPolicy } from './requiredFields';
export { makeSeenValues, type SeenValues } from './seenValues';
export type { SubscriptionColumns } from './subscriptionColumns';
export { suggestMapping, type SuggestOptions } from './suggestMapping';
export { splitFullName } from './splitName';
