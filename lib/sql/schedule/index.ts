export { checkRule } from './rule';
export type { ScheduleRule } from './rule';
export { checkSchedule, isDueBetween, needsSeconds, nextTimes, secondOf } from './times';
export type { Schedule } from './times';
export { describeMoment, momentIn } from './moment';
