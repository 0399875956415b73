import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { MapSettings } from '../../lib';
import { SUBSCRIPTION_STATUSES } from '../../lib';
import { columnName } from './columnName';
import { PANEL_MODES } from './panelModes';

type SubscriptionColumns = NonNullable<MapSettings['subscriptions']>[number];

/** Choices that are no channel and no status. */
const OTHER_CHANNEL = '*other';
const FROM_COLUMN = '*column';

const values: INodeProperties[] = [
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'options',
		default: 'email',
		description: 'How it is sent',
		options: [
			{ name: 'E-Mail', value: 'email' },
			{ name: 'Other…', value: OTHER_CHANNEL, description: 'A channel of your own' },
			{ name: 'Push', value: 'push' },
			{ name: 'SMS', value: 'sms' },
		],
	},
	{
		displayName: 'Channel Name',
		name: 'channelName',
		type: 'string',
		default: '',
		placeholder: 'e.g. whatsapp',
		description: 'What the destination calls the channel. Contacts of whatsapp and voice are phone numbers.',
		displayOptions: { show: { channel: [OTHER_CHANNEL] } },
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'string',
		default: '',
		placeholder: 'e.g. Newsletter',
		description: 'What is subscribed to, by the name that the destination knows',
	},
	{
		displayName: 'Contact Column',
		name: 'contactColumn',
		type: 'string',
		default: '',
		requiresDataPath: 'single',
		placeholder: 'e.g. Mobile for offers',
		description:
			'The column with the address or number it is sent to. The main e-mail or phone of the customer when left empty.',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'subscribed',
		description: 'How far the subscription has come',
		options: [
			{
				name: 'From a Column',
				value: FROM_COLUMN,
				description: 'By its words, such as active, pending, wypisany or 退订',
			},
			{ name: 'Subscribed', value: 'subscribed', description: 'Single opt-in' },
			{ name: 'Suspended', value: 'suspended', description: 'Nothing is sent for now' },
			{ name: 'Unconfirmed', value: 'unconfirmed', description: 'Double opt-in, to be confirmed' },
			{ name: 'Unsubscribed', value: 'unsubscribed', description: 'Nothing is sent any more' },
		],
	},
	{
		displayName: 'Status Column',
		name: 'statusColumn',
		type: 'string',
		default: '',
		requiresDataPath: 'single',
		placeholder: 'e.g. Newsletter status',
		description: 'The column with the status. A row without one gets no subscription.',
		displayOptions: { show: { status: [FROM_COLUMN] } },
	},
];

/** What customers get sent. */
export const subscriptionsProperty: INodeProperties = {
	displayName: 'Subscriptions',
	name: 'subscriptions',
	type: 'fixedCollection',
	placeholder: 'Add Subscription',
	default: {},
	description: 'What the customers of the input are subscribed to, by which channel and with which status',
	typeOptions: { multipleValues: true },
	displayOptions: { show: { mappingMode: PANEL_MODES } },
	options: [{ displayName: 'Subscription', name: 'subscription', values }],
};

/** One row of the list, as n8n gives it. */
interface SubscriptionRow {
	readonly channel?: string;
	readonly channelName?: string;
	readonly resource?: string;
	readonly contactColumn?: string;
	readonly status?: string;
	readonly statusColumn?: string;
}

/** Reads the subscriptions, once for the whole run. What a row lacks is said when the run starts. */
export function readSubscriptions(context: IExecuteFunctions): SubscriptionColumns[] {
	const rows = context.getNodeParameter('subscriptions.subscription', 0, []) as SubscriptionRow[];
	return rows.map(({ channel = 'email', channelName = '', resource = '', ...row }) => {
		const contactColumn = columnName(row.contactColumn ?? '');
		return {
			channel: channel === OTHER_CHANNEL ? channelName.trim() : channel,
			resource: resource.trim(),
			...(contactColumn === '' ? {} : { contactColumn }),
			...readStatus(row),
		};
	});
}

function readStatus({
	status = 'subscribed',
	statusColumn = '',
}: SubscriptionRow): Pick<SubscriptionColumns, 'status' | 'statusColumn'> {
	const fixed = SUBSCRIPTION_STATUSES.find((known) => known === status);
	if (fixed !== undefined) return { status: fixed };
	const column = columnName(statusColumn);
	return column === '' ? {} : { statusColumn: column };
}
