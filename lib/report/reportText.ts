import { OUTCOMES, type ImportReport, type Outcome } from '../model';

/** What an outcome means to a person. */
const MEANINGS: Readonly<Record<Outcome, string>> = {
	created: 'new customers',
	updated: 'customers changed',
	unchanged: 'customers who were so already',
	skipped: 'left out by the type of the import',
	duplicate: 'the same customer as another row',
	ambiguous: 'could be more than one customer',
	rejected: 'not usable as they are',
	failed: 'refused by the destination, or not reached',
	unknown: 'the destination did not say',
};

/** The report as plain text for a terminal: every count, then the issues, the most frequent first. */
export function reportText(report: ImportReport): string {
	const lines = [
		`Import ${report.importId} into ${report.destination}`,
		`${report.startedAt} to ${report.finishedAt}`,
		'',
		...outcomeLines(report),
		...issueLines(report),
		...stoppedLines(report),
	];
	return `${lines.join('\n')}\n`;
}

function outcomeLines({ rows, outcomes }: ImportReport): string[] {
	const table = OUTCOMES.map((outcome) => [outcome, String(outcomes[outcome]), MEANINGS[outcome]]);
	return columns([...table, ['rows', String(rows), 'all of the above']]);
}

function issueLines({ issues }: ImportReport): string[] {
	if (issues.length === 0) return [];
	const table = issues.map(({ code, count, message, hint }) => [
		code,
		String(count),
		[message, hint].filter(Boolean).join('. '),
	]);
	return ['', 'Issues', ...columns(table)];
}

function stoppedLines({ stopped }: ImportReport): string[] {
	if (!stopped) return [];
	return ['', `Stopped: ${stopped.message}`, ...(stopped.hint ? [stopped.hint] : [])];
}

/** Names to the left, counts to the right, texts after them. */
function columns(table: readonly (readonly string[])[]): string[] {
	const width = (place: number) => Math.max(...table.map((cells) => cells[place]?.length ?? 0));
	const [names, counts] = [width(0), width(1)];
	return table.map(
		([name = '', count = '', text = '']) => `  ${name.padEnd(names)}  ${count.padStart(counts)}  ${text}`,
	);
}
