import { type Outcome, OUTCOMES, SAVED_OUTCOMES } from '../../model';
import { foreign, type Page } from './page';
import { type Content, markup, type Markup } from './markup';
import { counted, fill, type Forms } from './words';

/** Outcomes after which a person is needed. */
const IN_NEED: readonly Outcome[] = ['ambiguous', 'rejected', 'failed', 'unknown'];

/** What happened, in a sentence, and whether anybody is needed. */
export function summary(page: Page): Markup {
	const { words, report, kind } = page;
	const title = fill(words.title[kind], { destination: report.destination });
	return markup`<tr><td class="head"><h1>${foreign(title)}</h1>
<p class="sentence">${sentence(page)}</p>${stopped(page)}
${state(page)}</td></tr>
`;
}

/** The same sentence as plain text, for a title, a subject or a notification. */
export function sentence(page: Page): string {
	const { words, report, kind } = page;
	if (report.rows === 0) return words.nothing;
	const lead = fill(words.lead[kind], { rows: counted(words, words.rows, report.rows) });
	const list = new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(parts(page));
	return list === '' ? lead : `${lead}${words.space}${list}${words.fullStop}`;
}

/** What became of the customers; all rows that were not saved are one part, because the table divides them. */
function parts(page: Page): readonly string[] {
	const { words, report, kind } = page;
	const named = kind === 'undo' ? OUTCOMES : SAVED_OUTCOMES;
	const rest = OUTCOMES.filter((outcome) => !named.includes(outcome)).reduce(
		(sum, outcome) => sum + report.outcomes[outcome],
		0,
	);
	const told = named
		.filter((outcome) => report.outcomes[outcome] > 0)
		.map((outcome) => counted(words, formsOf(page, outcome), report.outcomes[outcome]));
	const notSaved = kind === 'preview' ? words.notToSave : words.notSaved;
	return rest > 0 ? [...told, counted(words, notSaved, rest)] : told;
}

function formsOf({ words, kind }: Page, outcome: Outcome): Forms {
	const special = kind === 'preview' ? words.planned : kind === 'undo' ? words.reversed : undefined;
	return special?.[outcome] ?? words.done[outcome];
}

function stopped({ words, report }: Page): Content {
	if (report.stopped === undefined) return undefined;
	const { message, hint } = report.stopped;
	return markup`<p class="stop"><b>${words.stopped}.</b> ${foreign(message)}${hint === undefined ? undefined : markup`<br>${foreign(hint)}`}</p>`;
}

function state({ words, report }: Page): Content {
	if (report.rows === 0) return undefined;
	const count = IN_NEED.reduce((sum, outcome) => sum + report.outcomes[outcome], 0);
	if (count > 0) return markup`<p class="state look">${counted(words, words.attention, count)}</p>`;
	return report.stopped === undefined ? markup`<p class="state good">${words.allFine}</p>` : undefined;
}
