export { timedConsents, UNCONFIRMED } from './consent';
export { type Candidate, makePlanContext, type PlanBasis, type PlanContext } from './context';
export { identifiersOf } from './identifiers';
export { limitError, STOPPED_BY_LIMIT, type WriteLimits } from './limits';
export { makeCandidate, outcomeOf, planBatch, type RowPlan, withIssues } from './plan';
export { type Clock, QUOTA_GONE } from './retry';
export type { AmbiguousPolicy, ConsentSettings, MultiValues, UpsertSettings } from './settings';
export type { OnWritten } from './tellWritten';
export { type Begun, makeUpserter, type Upserted, type Upserter, type UpserterOptions } from './upserter';
