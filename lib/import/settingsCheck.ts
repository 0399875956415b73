import type { Connector } from '../connectors/connector';
import { type ImportError, userError } from '../errors';
import type { ImportSettings } from './options';

/**
 * Makes sure that the destination can do what the person chose, and that it can be reached.
 * @throws userError or transientError when the import cannot begin
 */
export async function checkDestination(connector: Connector, settings: ImportSettings): Promise<void> {
	requireIdentifiers(connector, settings.identifiers);
	requireLimits(settings);
	if (settings.suppressTriggers === true && !connector.capabilities.suppressTriggers) {
		throw userError(
			`${connector.title} cannot be told not to start its own automations`,
			'Switch its automations off for the time of the import, and the option to suppress them too.',
			'TRIGGERS_NOT_SUPPRESSED',
		);
	}
	await connector.check();
}

function requireIdentifiers({ title, capabilities }: Connector, chosen: readonly string[]): void {
	const unknown = chosen.find((field) => !capabilities.identifiers.includes(field));
	if (chosen.length > 0 && unknown === undefined) return;
	throw userError(
		unknown === undefined ? 'No identifier was chosen' : `${title} cannot find customers by ${unknown}`,
		`Choose one or more of: ${capabilities.identifiers.join(', ')}.`,
		'BAD_IDENTIFIER',
	);
}

function requireLimits({ maxCreates, maxUpdates, stopAtFailures }: ImportSettings): void {
	for (const [name, value] of Object.entries({ maxCreates, maxUpdates, after: stopAtFailures?.after })) {
		if (value !== undefined && !(value >= 0)) throw badLimit(name, value, 'Give a number from 0 on.');
	}
	const percent = stopAtFailures?.percent;
	if (percent !== undefined && !(percent >= 0 && percent <= 100)) {
		throw badLimit('percent', percent, 'Give a number from 0 to 100.');
	}
}

function badLimit(name: string, value: number, hint: string): ImportError {
	return userError(`${name} is ${value}, which is no limit`, hint, 'BAD_LIMIT');
}
