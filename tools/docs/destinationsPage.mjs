const INTRODUCTION = `# Destinations

Generated from the capabilities in \`lib/connectors\` by \`npm run docs\`; the import asks the same ones. Do not edit it by
hand.

Whatever a destination can do, the import looks everybody up first, plans, and then writes by id: previews, import
types, identifiers, consents, reports and undo are the same for all. What differs is below.

- **Unique identifiers**: the destination itself refuses a second customer with the same identifier, even when two
  programs write at the same moment. Where it does not, the import sees to it within a run, and two runs at once can
  make a double.
- **Refuses stale changes**: a customer that somebody else changes between the look-up and the write is not overwritten
  but planned again.
- **New fields**: fields that it does not have yet are made. Where it makes none, values of such fields are left out,
  and each row says so.
- **Silent writes**: _Suppress Triggers_ of Customer Upsert keeps the destination's own automations from starting.
- **Undo of created customers**: they are removed again. Where that is not possible they are kept, and the report of
  the undo says so. Changed customers get back what they had, everywhere.
- **Deleted customers**: what _Deleted Customers_ of Customer Export reads. _As they were_: with all their fields, for as
  long as the destination keeps them. _Who and when_: ids, names and times. _Archived ones_: those who were archived with
  all their fields, and nobody who was deleted.
- **Tested against**: a real server of its kind, the vendor's published contract, or a fake server of ours with the
  vendor's documented behaviour, over real HTTP, with failures at random.
`;

const TESTED = {
	server: 'a real server',
	contract: "the vendor's contract",
	fake: 'a fake server',
};

const DELETES = {
	records: 'as they were',
	ids: 'who and when',
	archived: 'archived ones',
};

const LABELS = [
	'Destination',
	'Found by',
	'Customers in a write',
	'Values in a look-up',
	'Unique identifiers',
	'Refuses stale changes',
	'New fields',
	'Silent writes',
	'Undo of created customers',
	'Deleted customers',
	'Tested against',
];

/** The page of the destinations: what each can and cannot do, and against what it was tested. */
export function destinationsPage(connectors) {
	const entries = Object.entries(connectors).sort(([, one], [, other]) => (one.title < other.title ? -1 : 1));
	const rows = entries.map(([, entry]) => cells(entry));
	const table = [LABELS, LABELS.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
	const sections = entries.map(([name, entry]) => section(name, entry));
	// A table that is aligned changes in every line when one cell does.
	return `${INTRODUCTION}\n<!-- prettier-ignore -->\n${table.join('\n')}\n\n${sections.join('\n')}`;
}

function cells({ title, capabilities, tested }) {
	const { identifiers, batchSize, lookupSize } = capabilities;
	return [
		`[${title}](#${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')})`,
		identifiers.map((field) => `\`${field}\``).join(', '),
		count(batchSize),
		count(lookupSize),
		answer(capabilities.unique),
		answer(capabilities.conditional),
		answer(capabilities.customFields),
		answer(capabilities.suppressTriggers),
		answer(capabilities.remove),
		DELETES[capabilities.deletes] ?? answer(false),
		tested.map((how) => TESTED[how]).join(', '),
	];
}

const answer = (holds) => (holds ? 'yes' : 'no');

const count = (number) => number.toLocaleString('en-US');

function section(name, { title, capabilities, notes }) {
	const { lanes, batchSize } = capabilities;
	const atOnce = lanes > 1 ? `${lanes} writes at once` : 'one write at a time';
	const pace = batchSize > 1 ? `up to ${count(batchSize)} customers in a call` : 'one customer in a call';
	const facts = [`Connector \`${name}\`: ${pace}, ${atOnce}.`, ...notes];
	return `## ${title}\n\n<!-- prettier-ignore -->\n${facts.map((fact) => `- ${fact}`).join('\n')}\n`;
}
