/** What the options of the rules are called on the panel of Customer Map & Normalize. */
const OPTION_TITLES = {
	currencies: 'Currencies',
	dateOrder: 'Date Order',
	decimal: 'Decimal Separator',
	decimalDoubt: 'Doubtful Numbers',
	defaultCountry: 'Default Country',
	extensions: 'Phone Extensions',
	formulas: 'Formulas',
	latestDate: 'Latest Date',
	maxLength: 'Maximum Length',
	nameCase: 'Name Case',
	options: 'Allowed Values',
	phoneFormat: 'Phone Format',
	specialCharacters: 'Special Characters',
	timeZone: 'Time Zone',
	tooLong: 'Too Long',
	twoDigitYearsFrom: 'Two-Digit Years From',
};

const INTRODUCTION = `# How values are brought into one form

Generated from the tables in \`lib/normalize\` by \`npm run docs\`; the same tables run as tests. Do not edit it by hand.

- An empty cell stays empty and NULL stays NULL; no rule is asked about them.
- A value is stored, or left out with an issue that holds it. A **warning** is something to know; an **error** rejects
  the value, or the whole row where _Invalid Values_ says so.
- A stored value read again is the same value.
- Cells of a spreadsheet error (\`#N/A\`, \`#REF!\`) are CELL_ERROR, and what people write for "nothing" (\`-\`, \`n/a\`,
  \`brak\`, \`无\`) is PLACEHOLDER where the type leaves no doubt that it is no value.
- _Maximum Length_ of a field holds for text, names, companies, choices, e-mails, phones and numbers: a longer value is
  TOO_LONG, and only text, names and companies can be cut instead, which is said.
- Text in quotes is text, without quotes a number or yes and no of the source; \`\\u200b\` and the like are characters
  that cannot be seen.
`;

/**
 * The page of the rules: what each does, and its table of examples.
 * @param wordings what is said of an issue where nothing more exact is known, by its code
 */
export function rulesPage(rules, wordings) {
	const contents = rules.map(({ title }) => `- [${title}](#${title.toLowerCase().replace(/[^a-z]+/g, '-')})`);
	const sections = rules.map((rule) => section(rule, wordings));
	return `${INTRODUCTION}\n${contents.join('\n')}\n\n${sections.join('\n')}`;
}

function section(rule, wordings) {
	const { title, name, partOf, summary, heeds, examples } = rule;
	const options =
		heeds.length === 0 ? '' : `\n\nOptions: ${heeds.map((key) => `_${titleOf(key)}_`).join(', ')}.`;
	const hasBesides = examples.some(({ besides }) => besides !== undefined);
	const labels = ['Read', 'Settings', 'Stored', ...(hasBesides ? ['Beside it'] : []), 'Issue'];
	const rows = examples.map((example) => cells(rule, example, hasBesides, wordings));
	const table = [labels, labels.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
	// A table that is aligned changes in every line when one cell does.
	const kind = partOf === undefined ? `Field type \`${name}\`` : `Part of the field type \`${partOf}\``;
	return `## ${title}\n\n${kind}. ${summary}${options}\n\n<!-- prettier-ignore -->\n${table.join('\n')}\n`;
}

function cells(rule, { in: read, options = {}, out, besides = {} }, hasBesides, wordings) {
	const settings = Object.entries(options).map(([key, value]) => `${titleOf(key)}: ${setting(value)}`);
	const beside = Object.entries(besides).map(([key, value]) => `${key} ${shown(value)}`);
	return [
		shown(read),
		settings.join('<br>'),
		out === undefined ? '–' : [out].flat().map(shown).join('<br>'),
		...(hasBesides ? [beside.join('<br>')] : []),
		rule
			.apply(read, options)
			.issues.map((issue) => issueText(issue, wordings))
			.join('<br>'),
	];
}

/** The hint, where this value has one of its own. */
function issueText({ code, severity, hint }, wordings) {
	const own = hint === undefined || hint === wordings[code].hint ? '' : `: ${hint}`;
	return `${code} (${severity})${own}`.replaceAll('|', '\\|');
}

function titleOf(key) {
	const title = OPTION_TITLES[key];
	if (title === undefined) throw new Error(`The option ${key} has no title in tools/docs/rulesPage.mjs`);
	return title;
}

function setting(value) {
	return [value].flat().map(shown).join(', ');
}

/** More is not needed to see what a value is. */
const LONGEST = 60;

const UNSEEN = /(?! )[\p{Cc}\p{Cf}\p{Z}\u0300-\u036f]/gu;

/** A value as code in a cell of a table. */
function shown(value) {
	const text = typeof value === 'string' ? JSON.stringify(shortened(value)) : String(value);
	const seen = text.replace(UNSEEN, (sign) => `\\u${sign.codePointAt(0).toString(16).padStart(4, '0')}`);
	const fence = seen.includes('`') ? '``' : '`';
	return `${fence}${seen.replaceAll('|', '\\|')}${fence}`;
}

function shortened(text) {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
