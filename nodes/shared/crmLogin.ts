import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeCredentialDescription,
	INodeProperties,
} from 'n8n-workflow';

/** The values of the 'Authentication' parameter. */
type Authentication = 'apiCredential' | 'oAuth2';

/** The credential of each. */
export type CrmCredential = 'customerCrmApi' | 'customerCrmOAuth2Api';

type Shown = Readonly<Record<string, string[]>>;

/**
 * Not `authentication`, and credentials are hidden by it and not shown by it: otherwise n8n's editor takes it for the
 * one parameter that chooses the credential, and hides all those that its display depends on, here the operation
 * and the destination (n8n 2.41, `getMainAuthField`, `shouldHideAuthRelatedParameter`).
 */
const AUTHENTICATION = 'crmAuthentication';

/**
 * The parameter that chooses between the two credentials of a CRM.
 * @param show when it is shown
 */
export function authenticationProperty(show: Shown): INodeProperties {
	return {
		displayName: 'Authentication',
		name: AUTHENTICATION,
		type: 'options',
		noDataExpression: true,
		default: 'apiCredential',
		description: 'How n8n logs in to the CRM',
		displayOptions: { show: { ...show } },
		options: [
			{
				name: 'API Credential',
				value: 'apiCredential',
				description: 'By a key, a token or a user name and password',
			},
			{
				name: 'OAuth2',
				value: 'oAuth2',
				description: 'By signing in to the CRM, or as an app that is registered there',
			},
		],
	};
}

/**
 * When a node asks for one of the two credentials.
 * @param show when a CRM is chosen
 */
export function shownFor(
	authentication: Authentication,
	show: Shown,
	hide?: Shown,
): NonNullable<INodeCredentialDescription['displayOptions']> {
	return {
		show: { ...show },
		hide: { ...hide, [AUTHENTICATION]: [authentication === 'oAuth2' ? 'apiCredential' : 'oAuth2'] },
	};
}

/** The credential that was chosen to log in to the CRM with, while the node runs or its panel is being filled in. */
export function chosenCredential(context: IExecuteFunctions | ILoadOptionsFunctions): CrmCredential {
	const chosen =
		'getExecutionCancelSignal' in context
			? context.getNodeParameter(AUTHENTICATION, 0, 'apiCredential')
			: context.getNodeParameter(AUTHENTICATION, 'apiCredential');
	return chosen === 'oAuth2' ? 'customerCrmOAuth2Api' : 'customerCrmApi';
}
