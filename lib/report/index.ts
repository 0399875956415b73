export {
	CORRECTION_FORMATS,
	type CorrectionFormat,
	type CorrectionOptions,
	columnsToCorrect,
	onlyToCorrect,
	rowsToCorrect,
} from './correctionTable';
export { maskText, maskValue } from './masking';
export { type FindField, maskReport, maskRow } from './maskReport';
export { reportPage, type ReportPageOptions, reportSentence } from './page/reportPage';
export { reportText } from './reportText';
export { makeTally, type Account, type Tally } from './tally';
export { hintsOf, needsCorrection, reasonsOf, reasonText, type UnsavedRow } from './unsaved';
