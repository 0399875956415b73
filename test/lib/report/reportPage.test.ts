import { createHash } from 'node:crypto';
import { LABEL_LANGUAGES } from '../../../lib/fields';
import { ISSUES, makeIssue } from '../../../lib/errors';
import type { IssueCode, RowOutcome } from '../../../lib/model';
import { CHINESE_ISSUES } from '../../../lib/report/page/issuesChinese';
import { POLISH_ISSUES } from '../../../lib/report/page/issuesPolish';
import { OUTCOMES } from '../../../lib/model';
import { reportPage, type ReportPageOptions, reportSentence } from '../../../lib/report';
import { OUTCOME_COLOURS } from '../../../lib/report/page/style';
import { HOSTILE, inBatches, reportOf, ROWS, textOf } from './outcomesOfPeople';

async function pageOf(rows: readonly RowOutcome[], options: ReportPageOptions = {}): Promise<string> {
	return await textOf(reportPage(reportOf(rows), inBatches(rows), options));
}

/** The elements of a page as they open and close, without attributes and texts. */
function tagsOf(html: string): string[] {
	const body = html.replace(/<(style|script)>[^]*?<\/\1>/g, '<$1></$1>');
	return [...body.matchAll(/<\/?([a-z][a-z0-9]*)\b/g)].map(([tag]) => tag.slice(1));
}

const VOID = new Set(['meta', 'input', 'br']);

function unbalanced(html: string): string[] {
	const open: string[] = [];
	for (const tag of tagsOf(html)) {
		if (!tag.startsWith('/')) {
			if (!VOID.has(tag)) open.push(tag);
		} else if (open.pop() !== tag.slice(1)) return [...open, tag];
	}
	return open;
}

/** What a person reads, without the marks around it. */
function wordsOf(html: string): string {
	return html
		.replace(/<(style|script)>[^]*?<\/\1>/g, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/&nbsp;/g, ' ')
		.replace(/\s+/g, ' ');
}

describe('the page of a report', () => {
	it('has its parts in their order', async () => {
		const html = await pageOf(ROWS);
		const headings = [...html.matchAll(/<h[12][^>]*>(.*?)<\/h[12]>/g)].map(([, text = '']) =>
			wordsOf(text).trim(),
		);
		expect(headings).toEqual([
			'Import into Local Base',
			'What became of the rows',
			'What was noticed',
			'Rows to correct',
			'What changed most',
			'About this import',
		]);
		expect(unbalanced(html)).toEqual([]);
	});

	it('says in a sentence what happened, and whether anybody is needed', async () => {
		const text = wordsOf(await pageOf(ROWS));
		expect(text).toContain(
			'The import of 9 rows is done. 1 customer created, 1 customer updated, 1 was up to date already, and 6 rows not saved.',
		);
		expect(text).toContain('3 rows need you.');
		expect(wordsOf(await pageOf(ROWS.slice(0, 3)))).toContain('Nothing needs you.');
	});

	it('counts every outcome, and every issue with what to do', async () => {
		const text = wordsOf(await pageOf(ROWS));
		expect(text).toContain('Created 1 11.1% New customers');
		expect(text).toContain('Skipped 2 22.2%');
		expect(text).toContain(
			'This is not an e-mail address Error INVALID_EMAIL 1 Write it as name@example.com.',
		);
	});

	it('lists the rows to correct with reason, advice and cells, and no others', async () => {
		const html = await pageOf(ROWS);
		const rows = html.slice(html.indexOf('<table id="rows"'), html.indexOf('id="changes"'));
		expect([...rows.matchAll(/data-label="Row">(\d+)/g)].map(([, row]) => Number(row))).toEqual([
			7, 8, 9, 10,
		]);
		expect(wordsOf(rows)).toContain(
			'8 klienci.csv Rejected E-mail : &quot;anna.nowak(at)example.com&quot; is not an e-mail address Write it as name@example.com. E-mail anna.nowak(at)example.com Nazwisko Nowak Telefon 48602111222 Uwagi empty',
		);
		expect(rows).toContain('class="cell wrong"><b><bdi>E-mail</bdi></b>');
	});

	it('shows fields by the number of changes, before and after', async () => {
		const many = Array.from({ length: 5 }, (_, place): RowOutcome => ({
			rowNumber: place,
			outcome: 'updated',
			issues: [],
			changes: [
				...(place === 0 ? [{ field: 'lastName', before: 'Nowak', after: 'Lis' }] : []),
				{ field: 'city', before: undefined, after: `Łódź ${place}` },
			],
		}));
		const text = wordsOf(await pageOf(many));
		expect(text).toContain('City 5 empty → Łódź 0 empty → Łódź 1 empty → Łódź 2 Last Name 1 Nowak → Lis');
	});

	it('shows as many rows as it is told, and says how many more there are', async () => {
		const html = await pageOf(ROWS, { mostRows: 1 });
		expect([...html.matchAll(/data-label="Row"/g)]).toHaveLength(1);
		expect(wordsOf(html)).toContain('and 3 more rows.');
	});

	it('stays small for a hundred thousand rows', async () => {
		const failed: RowOutcome = { ...ROWS[5], rowNumber: 1, outcome: 'failed', issues: [] };
		async function* many(): AsyncGenerator<RowOutcome[]> {
			for (let batch = 0; batch < 100; batch++) yield Array.from({ length: 1000 }, () => failed);
		}
		const html = await textOf(reportPage(reportOf([failed], { rows: 100_000 }), many()));
		expect(html.length).toBeLessThan(300_000);
		expect(wordsOf(html)).toContain('and 99,800 more rows');
	});

	it('of no rows says so', async () => {
		const html = await pageOf([]);
		expect(wordsOf(html)).toContain('There was no row to import.');
		expect(html).not.toContain('id="rows"');
		expect(unbalanced(html)).toEqual([]);
	});

	it('of an import that stopped says why and what to do', async () => {
		const report = reportOf(ROWS, { stopped: { message: 'The disk is full', hint: 'Make room.' } });
		expect(wordsOf(await textOf(reportPage(report, inBatches(ROWS))))).toContain(
			'It stopped before the end. The disk is full Make room.',
		);
	});

	it.each([
		['preview', 'Nothing was written yet.', '1 customer would be created'],
		['apply', 'The plan for 9 rows was applied.', '1 customer created'],
		['undo', 'The import was taken back: 9 rows.', '1 created customer removed'],
	] as const)('tells of %s in its own words', async (kind, lead, part) => {
		const text = wordsOf(await pageOf(ROWS, { kind }));
		expect(text).toContain(lead);
		expect(text).toContain(part);
		expect(text.includes('Import ID')).toBe(kind !== 'preview');
	});

	it('shows times in the zone it is given, and how long it took', async () => {
		const text = wordsOf(
			await pageOf(ROWS, { timeZone: 'Asia/Shanghai', planId: 'plan-7', source: 'a.csv' }),
		);
		expect(text).toContain('6:00:00 PM GMT+8');
		expect(text).toContain('1 minute 5 seconds');
		expect(text).toContain('Plan ID plan-7');
		expect(text).toContain('Source a.csv');
	});
});

describe('the languages of the page', () => {
	it.each(LABEL_LANGUAGES)('have all words, and no placeholder is left (%s)', async (language) => {
		for (const kind of ['import', 'preview', 'apply', 'undo'] as const) {
			const html = await pageOf(ROWS, { language, kind, mostRows: 2 });
			expect(wordsOf(html)).not.toMatch(/[{}#]|undefined/);
			expect(html).toContain(`<html lang="${{ en: 'en-US', pl: 'pl-PL', zh: 'zh-CN' }[language]}">`);
		}
	});

	it('have the forms of Polish numbers', () => {
		const created = (count: number) =>
			reportSentence(reportOf([], { rows: count, outcomes: { ...reportOf([]).outcomes, failed: count } }), {
				language: 'pl',
			});
		expect([1, 2, 5, 22].map(created)).toEqual([
			'Import zakończony: 1 wiersz. 1 wiersz niezapisany.',
			'Import zakończony: 2 wiersze. 2 wiersze niezapisane.',
			'Import zakończony: 5 wierszy. 5 wierszy niezapisanych.',
			'Import zakończony: 22 wiersze. 22 wiersze niezapisane.',
		]);
	});
	it.each(['pl', 'zh'] as const)('say of rows what was noticed and what to do (%s)', async (language) => {
		const issues = Object.entries(language === 'pl' ? POLISH_ISSUES : CHINESE_ISSUES);
		const english = reportOf([], {
			rows: 1,
			issues: issues.map(([code]) => ({
				...makeIssue(code as IssueCode),
				code: code as IssueCode,
				count: 1,
			})),
		});
		const text = wordsOf(await textOf(reportPage(english, inBatches([]), { language })));
		for (const [code, [message = '', hint = '']] of issues) {
			expect(text).toContain(`${message} `);
			expect(text.replace(/&#39;/g, "'")).toContain(hint);
			expect(ISSUES[code as IssueCode].hint === undefined).toBe(hint === '');
		}
		expect(Object.keys(POLISH_ISSUES)).toEqual(Object.keys(CHINESE_ISSUES));
	});
});

describe('hostile texts', () => {
	const hostile = HOSTILE.map((text, place): RowOutcome => ({
		rowNumber: place,
		source: text,
		outcome: place % 2 === 0 ? 'rejected' : 'updated',
		issues: [
			{ severity: 'error', code: 'INVALID_EMAIL', message: text, hint: text, label: text, field: text },
		],
		raw: { [text]: text },
		changes: [{ field: text, before: text, after: [text, text] }],
	}));

	it.each([false, true])('stay texts (masked: %s)', async (mask) => {
		const report = reportOf(hostile, {
			destination: HOSTILE[0] ?? '',
			stopped: { message: HOSTILE[1] ?? '' },
		});
		const html = await textOf(
			reportPage(report, inBatches(hostile), { mask, source: HOSTILE.join(), of: HOSTILE[2] ?? '' }),
		);
		const calm = hostile.map((row) => ({ ...row, source: 'a', raw: { a: 'b' } }));
		expect(new Set(tagsOf(html))).toEqual(new Set([...tagsOf(await pageOf(calm)), 'p', '/p', 'br']));
		expect(unbalanced(html)).toEqual([]);
		expect(html).not.toMatch(/<[^>]*\son[a-z]+\s*=/i);
		// eslint's own rule against control characters in patterns is for those one does not mean.
		expect([...html].filter((character) => /\p{Cc}/u.test(character) && !/[\t\n\r]/.test(character))).toEqual(
			[],
		);
		expect(html.match(/<script>/g)).toHaveLength(1);
	});

	it('are cut, and keep their direction to themselves', async () => {
		const html = await pageOf([
			{ rowNumber: 1, outcome: 'failed', issues: [], raw: { Note: 'x'.repeat(5000) } },
		]);
		expect(html).toContain(`<bdi>${'x'.repeat(200)}…</bdi>`);
		expect(html).not.toContain('x'.repeat(201));
	});
});

describe('a page that is safe to open and to send', () => {
	it('loads nothing, and runs no script but its own', async () => {
		const html = await pageOf(ROWS);
		const script = /<script>([^]*?)<\/script>/.exec(html)?.[1] ?? '';
		const hash = createHash('sha256').update(script).digest('base64');
		const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
		expect(policy).toBe(
			`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
		);
		expect(html).not.toMatch(/\b(?:src|href|action|srcset)\s*=|url\(|@import|https?:/);
	});

	it('names its language, its tables and the heads of their columns', async () => {
		const html = await pageOf(ROWS);
		const data = html.match(/<table[^>]*class="data[^]*?<\/table>/g) ?? [];
		expect(data).toHaveLength(5);
		for (const table of data) expect(table).toMatch(/^<table[^>]*><caption>[^<]+<\/caption>/);
		expect(html.match(/<th(?![a-z])(?![^>]*scope=)/g)).toBeNull();
		expect(html.match(/<table(?![^>]*(?:role="presentation"|class="data))/g)).toBeNull();
	});

	it('shows parts of the bar that can be told from white and from black', () => {
		for (const outcome of OUTCOMES) {
			const light = luminance(OUTCOME_COLOURS[outcome]);
			expect([outcome, (light + 0.05) / 0.055 > 2]).toEqual([outcome, true]);
			expect([outcome, 1.05 / (light + 0.05) > 2]).toEqual([outcome, true]);
		}
	});
});

/** The relative luminance of WCAG 2.2. */
function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
