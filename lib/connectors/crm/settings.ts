import { userError } from '../../errors';

/** What a connector is opened with, as it comes from a node's parameters and credential. */
export type ConnectorSettings = Readonly<Record<string, unknown>>;

/** A text of the settings, without the spaces around it; `''` where there is none. */
export function textSetting(settings: ConnectorSettings, name: string): string {
	const value = settings[name];
	return typeof value === 'string' ? value.trim() : '';
}

/** @throws userError where there is none */
export function requiredSetting(settings: ConnectorSettings, name: string, title: string): string {
	const text = textSetting(settings, name);
	if (text !== '') return text;
	throw userError(`The credential has no '${title}'`, `Fill in '${title}' in the credential.`, 'CRM_SETTING');
}

/** A number above zero; `otherwise` where there is none. */
export function numberSetting(settings: ConnectorSettings, name: string, otherwise: number): number {
	const number = Number(settings[name]);
	return number > 0 ? number : otherwise;
}

/**
 * The address of a server, without a slash at its end.
 * @throws userError where it is not an address
 */
export function addressSetting(
	settings: ConnectorSettings,
	name: string,
	title: string,
	otherwise = '',
): string {
	const text = textSetting(settings, name) || otherwise || requiredSetting(settings, name, title);
	const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
	if (URL.canParse(address)) return address.replace(/\/+$/, '');
	throw userError(
		`'${text}' is no address`,
		`Write '${title}' such as https://crm.example.com.`,
		'CRM_SETTING',
	);
}

/** Which property of the CRM stands for which of our fields, as the user set it: `{ crmId: 'crm_number' }`. */
export function propertySettings(settings: ConnectorSettings): Readonly<Record<string, string>> {
	const value = settings['properties'];
	if (typeof value !== 'object' || value === null) return {};
	const pairs = Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
	return Object.fromEntries(pairs.filter(([, property]) => property.trim() !== ''));
}

/** How customers are found: what costs less, or only by reading all of them, or only by look-ups. */
export type LookUp = 'cheapest' | 'list' | 'search';

export function lookUpSetting(settings: ConnectorSettings): LookUp {
	const text = textSetting(settings, 'lookUp');
	return text === 'list' || text === 'search' ? text : 'cheapest';
}
