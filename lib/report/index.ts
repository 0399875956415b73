export { reportText } from './reportText';
export { makeTally, type Account, type Tally } from './tally';
