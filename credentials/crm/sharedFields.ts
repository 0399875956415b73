import type { INodeProperties } from 'n8n-workflow';

/** When a field is shown: for which providers, and with which of their other settings. */
export type Shown = Readonly<Record<string, string[]>>;

const displayedFor = (show: Shown): Pick<INodeProperties, 'displayOptions'> => ({
	displayOptions: { show: { ...show } },
});

/** The ID under which an app is registered with the CRM. */
export function clientIdField(show: Shown, description: string): INodeProperties {
	return {
		displayName: 'Client ID',
		name: 'clientId',
		type: 'string',
		default: '',
		description,
		...displayedFor(show),
	};
}

/** A value that nobody may see. */
export function secretField(
	displayName: string,
	name: string,
	show: Shown,
	details: Pick<INodeProperties, 'description' | 'placeholder' | 'required'> = {},
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		typeOptions: { password: true },
		default: '',
		...details,
		...displayedFor(show),
	};
}

/**
 * Who a request is made as, where it is not a person who has signed in: by a token that ends, or by a client that
 * gets new ones.
 */
export function loginWithField(
	show: Shown,
	tokenEnds: string,
	client: { readonly name: string; readonly value: string; readonly description: string },
): INodeProperties {
	return {
		displayName: 'Log In With',
		name: 'loginWith',
		type: 'options',
		default: client.value,
		description: 'Who the import works as. To sign in as a person, use the OAuth2 credential.',
		options: [{ name: 'Access Token', value: 'accessToken', description: tokenEnds }, client],
		...displayedFor(show),
	};
}

/** Which of the CRM's kinds of records customers are. */
export function customersAreField(
	name: string,
	show: Shown,
	options: ReadonlyArray<{ readonly name: string; readonly value: string }>,
): INodeProperties {
	return {
		displayName: 'Customers Are',
		name,
		type: 'options',
		default: options[0]?.value ?? '',
		description: 'What customers are in the CRM',
		options: [...options],
		...displayedFor(show),
	};
}

/** What is written where the CRM wants a value and the row has none. */
export function fillerField(providers: string[]): INodeProperties {
	return {
		displayName: 'Filler for Required Fields',
		name: 'filler',
		type: 'string',
		default: '',
		placeholder: 'e.g. [not provided]',
		description:
			'Written where the CRM wants a text, such as a last name, and the row has none. Left empty, the CRM refuses such a row.',
		...displayedFor({ provider: providers }),
	};
}

/** How fast the CRM may be asked. */
export function callsPerSecondField(
	providers: string[],
	calls: number,
	description = 'How fast the CRM may be asked',
): INodeProperties {
	return callsField('Calls per Second', 'callsPerSecond', providers, calls, description);
}

/** How many calls the CRM allows in a stretch of time. */
export function callsField(
	displayName: string,
	name: string,
	providers: string[],
	calls: number,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'number',
		default: calls,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		description,
		...displayedFor({ provider: providers }),
	};
}

/** How customers are found, where the CRM looks up one value a call and lists many. @param each what each way costs */
export function lookUpField(
	displayName: string,
	provider: string,
	description: string,
	each: { readonly list: string; readonly search: string; readonly cheapest: string },
): INodeProperties {
	return {
		displayName,
		name: 'lookUp',
		type: 'options',
		default: 'cheapest',
		description,
		options: [
			{ name: 'Reading All', value: 'list', description: each.list },
			{ name: 'Searching', value: 'search', description: each.search },
			{ name: 'Whichever Costs Less', value: 'cheapest', description: each.cheapest },
		],
		...displayedFor({ provider: [provider] }),
	};
}
