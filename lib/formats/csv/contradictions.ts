import type { IssueLog } from '../issueLog';
import { detectDialect, type DetectedDialect, type DialectSettings } from './dialect';
import type { Reading } from './delimiter';

type Setting = 'delimiter' | 'quote' | 'escape';

/** When the other reading is so much better than the one the user set that he should hear of it. */
const IS_BETTER: Readonly<Record<Setting, (set: Reading, other: Reading) => boolean>> = {
	delimiter: (set, other) => set.columns <= 1 && other.columns > 1 && other.score > 0.7,
	quote: (set, other) => set.quotedCells === 0 && other.quotedCells > 1 && other.badQuotes === 0,
	escape: (set, other) => other.badQuotes < set.badQuotes,
};

const HINTS: Readonly<Record<Setting, string>> = {
	delimiter: 'Let the delimiter be detected, if all cells come out as one.',
	quote: 'Let the quote be detected, if quotes come out as text.',
	escape: 'Let the escape be detected, if quotes come out as text.',
};

/** Notes where the file clearly does not look as the user has set: his setting wins all the same. */
export function noteContradictions(
	name: string,
	sample: { readonly text: string; readonly complete: boolean },
	set: DialectSettings,
	structure: DetectedDialect,
	log: IssueLog,
): void {
	for (const setting of ['delimiter', 'quote', 'escape'] as const) {
		if (set[setting] === undefined) continue;
		const free = detectDialect(sample.text, sample.complete, { ...set, [setting]: undefined });
		if (free[setting] === undefined || free[setting] === structure[setting]) continue;
		const named = setting === 'delimiter' && free.named !== undefined;
		if (!named && !IS_BETTER[setting](structure.reading, free.reading)) continue;
		log.addForFile('SETTING_CONTRADICTS_FILE', {
			message: `The ${setting} is set to ${spell(structure[setting])}, but ${looks(name, setting, free[setting])}.`,
			hint: HINTS[setting],
		});
	}
}

function looks(name: string, setting: Setting, seen: string): string {
	const how = { delimiter: 'separated by', quote: 'quoted by', escape: 'escaped by' }[setting];
	return `${name} looks ${how} ${spell(seen)}`;
}

function spell(character: string | undefined): string {
	if (character === undefined || character === '') return 'none';
	return character === '\t' ? 'tab' : character === '"' ? "'\"'" : `"${character}"`;
}
