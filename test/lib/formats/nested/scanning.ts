import { DEFAULT_LIMITS } from '../../../../lib/formats';
import { makeIssueLog, type IssueLog } from '../../../../lib/formats/issueLog';
import { ColumnTree } from '../../../../lib/formats/nested/columnTree';
import { RecordCollector } from '../../../../lib/formats/nested/recordCollector';
import type { RecordScanner } from '../../../../lib/formats/nested/scanText';
import type { Row, RowIssue } from '../../../../lib/model';

/** What a scanner made of a text. */
export interface Scanned {
	readonly rows: Row[];
	readonly issues: readonly RowIssue[];
	/** The most characters that waited for the rest of their record. */
	readonly waited: number;
}

type MakeScanner = (collector: RecordCollector, log: IssueLog) => RecordScanner;

/** Runs pieces of text through a scanner. The columns are those of the order in which names come. */
export function scan(pieces: Iterable<string>, makeScanner: MakeScanner): Scanned {
	const log = makeIssueLog();
	const columns = new ColumnTree('x', DEFAULT_LIMITS);
	const file = { name: 'x', limits: DEFAULT_LIMITS, numbering: 'Line' as const };
	const collector = new RecordCollector(columns, file, log);
	const scanner = makeScanner(collector, log);
	const rows: Row[] = [];
	let waited = 0;
	for (const piece of pieces) {
		scanner.push(piece);
		waited = Math.max(waited, scanner.rest.length);
		rows.push(...collector.take());
	}
	scanner.end();
	rows.push(...collector.take());
	return { rows, issues: log.issues, waited };
}

/** A text as pieces of one size. */
export function* cut(text: string, size: number): Generator<string> {
	for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
