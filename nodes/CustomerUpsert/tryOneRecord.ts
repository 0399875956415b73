import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Exchange, ImportOptions, RowOutcome } from '../../lib';
import { importCustomers, recordExchanges, userError } from '../../lib';
import { type Destination, readDestination, withConnector } from '../shared/destination';
import { cancelSignal, settle } from '../shared/execution';
import { messageOf } from '../shared/errors';
import { outcomeToJson } from '../shared/outcomes';
import { pairedWith } from '../shared/sink';
import { withJournal } from './journal';
import { keptFor, readImportSettings } from './settings';
import { inputOptions } from './upsertCustomers';

/**
 * Looks the first row's customer up, plans it, and writes it where the person wants that; and shows every request
 * that was sent and its answer, also where it failed.
 */
export async function tryOneRecord(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const kind = String(context.getNodeParameter('destination', 0, 'localBase'));
	const destination = await readDestination(context, kind);
	const { tools, exchanges } = recorded(destination);
	const tried = await settle(
		async () =>
			await withConnector({ ...destination, tools }, async (connector) => await tryOne(context, connector)),
	);
	const json: IDataObject = {
		...('value' in tried ? outcomeToJson(tried.value, []) : { error: messageOf(tried.error) }),
		requests: exchanges.map(exchangeToJson),
	};
	return [[], [], [{ json, pairedItem: pairedWith(context.getInputData().keys()) }]];
}

/** @throws userError where requests are not what it works by */
function recorded({ tools, settings }: Destination) {
	if (tools) return recordExchanges(tools, secretsIn(settings));
	throw userError(
		'A local customer base is sent no requests that could be shown',
		"Choose 'CRM' as the destination, or 'Preview' to see what would become of the rows.",
		'NO_HTTP',
	);
}

const SECRET = /passw|secret|token|key|value|filled/i;

/** What a person has filled in that nobody else should see. */
function secretsIn(settings: Destination['settings']): string[] {
	const secret = Object.entries(settings).filter(([name]) => SECRET.test(name));
	return secret.flatMap(([, value]) => (typeof value === 'string' ? [value] : []));
}

async function tryOne(
	context: IExecuteFunctions,
	connector: ImportOptions['connector'],
): Promise<RowOutcome> {
	const writes = context.getNodeParameter('write', 0, false) === true;
	const settings = { ...readImportSettings(context), limit: 1, preview: !writes };
	const options = inputOptions(context, settings, { connector, ...cancelSignal(context) });
	if (!writes) return await firstOutcome(options);
	return await withJournal(
		context,
		async (journal) => await firstOutcome({ ...options, journal }),
		keptFor(context),
	);
}

async function firstOutcome(options: ImportOptions): Promise<RowOutcome> {
	const outcomes: RowOutcome[] = [];
	for await (const some of importCustomers(options)) outcomes.push(...some);
	const [first] = outcomes;
	if (first) return first;
	throw userError('There is no row to try', 'Connect a node that gives a customer.', 'NO_ROWS');
}

function exchangeToJson(exchange: Exchange): IDataObject {
	return JSON.parse(JSON.stringify(exchange)) as IDataObject;
}
