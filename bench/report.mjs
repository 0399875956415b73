import { whole } from './numbers.mjs';
import { describeMachine } from './machine.mjs';

const MB = 1e6;

/**
 * The page of results.
 * @param {Awaited<ReturnType<typeof import('./stage.mjs').measureStage>>[]} measured
 * @param {{ rounds: number, quick: boolean }} run
 */
export function benchmarkPage(measured, { rounds, quick }) {
	return [
		'# Benchmarks',
		'',
		`Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${describeMachine()}.`,
		...(quick ? ['', '**A quick run on small files: good for a look, not for a comparison.**'] : []),
		'',
		`Every measurement is a process of its own; all candidates run one after another, ${rounds === 1 ? 'once' : `${rounds} times over`}, so that a slow moment`,
		'of the machine hits all alike. Times are the median of the work alone, without loading modules. Memory is the peak of the',
		'whole process; an empty one has some 50 MB. Before a time counts, the number of rows, the sum of characters and numbers and a',
		'checksum over all cells must equal those of the generator; written files are read back by another library. The rows are made',
		'from a seed: 14 columns of invented Polish, German, English and Chinese customers, 8 % of them repeated. "×" is the time',
		'divided by ours: above 1 is slower than ours; a time in brackets does not count, because the result is another one. A line in italics is no competitor but the least the work can cost.',
		'',
		...misses(measured),
		...targets(measured),
		...measured.flatMap(section),
	].join('\n');
}

function section({ stage, rows, bytes, results }) {
	const ours = results.find(({ candidate }) => candidate.ours);
	return [
		`## ${stage.title}: ${whole(rows)} rows${stage.output ? '' : `, ${whole(bytes / MB)} MB`}`,
		'',
		...(stage.note ? [stage.note, ''] : []),
		'| | ms | rows/s | × | peak memory, MB | |',
		'|---|--:|--:|--:|--:|---|',
		...results.map((result) => line(result, ours, rows)),
		'',
	];
}

function line(result, ours, rows) {
	const { candidate, ms, rssMb, difference } = result;
	const name = candidate.floor
		? `*${candidate.name}*`
		: candidate.ours
			? `**${candidate.name}**`
			: candidate.name;
	if (ms === undefined) return `| ${name} | – | – | – | – | did not finish: ${result.failure} |`;
	const ratio = ours?.ms === undefined || difference ? '–' : (ms / ours.ms).toFixed(2);
	return `| ${name} | ${difference ? `(${whole(ms)})` : whole(ms)} | ${whole((rows / ms) * 1000)} | ${ratio} | ${whole(rssMb)} | ${remark(result)} |`;
}

function remark({ candidate, difference, failure, times }) {
	const spread = times.length > 1 ? `${whole(Math.min(...times))}–${whole(Math.max(...times))} ms` : '';
	const wrong = difference ? `**different result: ${difference}**` : '';
	return [wrong, failure ? `did not finish every time: ${failure}` : '', candidate.remark ?? '', spread]
		.filter(Boolean)
		.join('; ');
}

/** What we set ourselves, and how near it is. The limit is given with each stage's remarks. */
function targets(measured) {
	const rows = measured.flatMap(({ stage, rows, results }) => {
		const ours = results.find(({ candidate }) => candidate.ours);
		const made = results.find(({ candidate }) => candidate.module === 'rowsOnly.mjs');
		return results
			.filter(
				({ candidate, ms }) => candidate.target !== undefined && ms !== undefined && ours?.ms !== undefined,
			)
			.map(({ candidate, ms }) => {
				const less = candidate.net ? (made?.ms ?? 0) : 0;
				const ratio = (ms - less) / (ours.ms - less);
				return `| ${stage.title}, ${whole(rows)} rows | ${candidate.name}${candidate.net ? ', without making the rows' : ''} | ${candidate.target} | ${ratio.toFixed(2)} | ${verdict(ratio, candidate.target)} |`;
			});
	});
	if (rows.length === 0) return [];
	const head = ['| | beside | wanted, at least | × | |', '|---|---|--:|--:|---|'];
	return ['## Targets', '', ...head, ...rows, ''];
}

function verdict(ratio, target) {
	return ratio >= target ? 'reached' : `missed by ${Math.ceil((1 - ratio / target) * 100)} %`;
}

/** Whether one of our own stages failed or gave a wrong result: then the numbers prove nothing. */
export function oursIsWrong(measured) {
	return measured.some(({ results }) =>
		results.some(({ candidate, difference, failure }) => candidate.ours && (difference || failure)),
	);
}

/** Where somebody else is ahead of us, said first and not hidden in a table. */
function misses(measured) {
	const lines = measured.flatMap(({ stage, rows, results }) => {
		const ours = results.find(({ candidate }) => candidate.ours);
		return results
			.filter((result) => isAhead(result, ours))
			.map(
				({ candidate, ms }) =>
					`- ${stage.title}, ${whole(rows)} rows: ${candidate.name} takes ${whole(ms)} ms, ours ${whole(ours.ms)} ms.`,
			);
	});
	return ['## Where ours is behind', '', ...(lines.length > 0 ? lines : ['Nowhere in this run.']), ''];
}

function isAhead({ candidate, ms, difference, failure }, ours) {
	const compares = !candidate.floor && !candidate.ours && !difference && !failure;
	return compares && ours?.ms !== undefined && ms !== undefined && ms < ours.ms;
}
