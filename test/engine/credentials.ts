import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	INodeTypes,
} from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';
import { CustomerCrmApi } from '../../credentials/CustomerCrmApi.credentials';
import { CustomerCrmOAuth2Api } from '../../credentials/CustomerCrmOAuth2Api.credentials';

/** What a person filled in, by the type of the credential. n8n keeps it, and renewed tokens in it. */
export type Filled = Record<string, ICredentialDataDecryptedObject>;

const field = (name: string, value = ''): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: value,
});

/** Of n8n's own OAuth2 credential, which is not a package of its own, the fields that n8n-core reads. */
const oAuth2Api: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: [
		field('grantType', 'authorizationCode'),
		...['authUrl', 'accessTokenUrl', 'clientId', 'clientSecret', 'scope', 'authQueryParameters'].map((name) =>
			field(name),
		),
		field('authentication', 'header'),
	],
};

const TYPES: Readonly<Record<string, ICredentialType>> = Object.fromEntries(
	[new CustomerCrmApi(), new CustomerCrmOAuth2Api(), oAuth2Api].map((type) => [type.name, type]),
);

function typeOf(name: string): ICredentialType {
	const type = TYPES[name];
	if (type === undefined) throw new Error(`The test has no credential type ${name}`);
	return type;
}

/** The fields of a credential type, those it inherits among them, as n8n puts them together. */
export function propertiesOf(name: string): INodeProperties[] {
	const { extends: parents = [], properties } = typeOf(name);
	const all: INodeProperties[] = [];
	for (const parent of parents) NodeHelpers.mergeNodeProperties(all, propertiesOf(parent));
	NodeHelpers.mergeNodeProperties(all, properties);
	return parents.length === 0 ? properties : all;
}

/** What a node gets of a credential: defaults filled in, what is not shown left out, expressions over it resolved. */
export function decrypted(
	name: string,
	filled: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	const values = NodeHelpers.getNodeParameters(propertiesOf(name), filled as never, true, false, null, null);
	const token = filled['oauthTokenData'];
	const data = { ...values, ...(token === undefined ? {} : { oauthTokenData: token }) };
	const node = {
		id: 'mock',
		name: 'mock',
		type: 'mock',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	const nodeTypes = { getByNameAndVersion: () => ({ description: { properties: [] } }) };
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes as unknown as INodeTypes,
	});
	return workflow.expression.getComplexParameterValue(
		node,
		data as never,
		'manual',
		{},
		undefined,
		undefined,
		data as never,
	) as ICredentialDataDecryptedObject;
}

/** What n8n's server gives to the engine to log in with credentials, without its database. */
export function credentialsHelper(filled: Filled): ICredentialsHelper {
	const helper: Partial<ICredentialsHelper> = {
		getParentTypes: (name) => typeOf(name).extends ?? [],
		isCredentialUsableByNode: () => true,
		getDecrypted: async (_data, _details, name) => decrypted(name, filled[name] ?? {}),
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		updateCredentialsOauthTokenData: async (_details, name, data) => {
			filled[name] = { ...filled[name], oauthTokenData: data['oauthTokenData'] ?? {} };
		},
		async authenticate(credentials, name, options) {
			const { authenticate } = typeOf(name);
			if (typeof authenticate !== 'function') throw new Error(`${name} adds no login`);
			return await authenticate(credentials, options as IHttpRequestOptions);
		},
	};
	return helper as ICredentialsHelper;
}
