export type { Candidate, PlanContext, UpsertSettings } from './context';
export { timedConsents } from './consent';
export { identifiersOf } from './identifiers';
export { makeCandidate, outcomeOf, planBatch, type RowPlan } from './plan';
export { makeUpserter, type Upserter, type UpserterOptions } from './upserter';
