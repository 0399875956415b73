import { isImportError } from '../../errors';
import type { CustomerWriteOptions, WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import { type ConnectorSettings, textSetting } from '../crm/settings';
import { writeSingly } from '../crm/singly';
import { read } from '../http/body';
import type { WriteAnswer } from '../http/session';
import type { FxiaokeCalls } from './calls';

type Properties = Readonly<Record<string, unknown>>;
type Writer = Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>>;

/** What a record is called after where nothing else is known of it. */
const CALLED_AFTER = ['company', 'email', 'mobile', 'mobile1', 'tel'];

/** Creates, changes and removes records, one in a call. */
export function makeFxiaokeWriter(calls: FxiaokeCalls, object: string, settings: ConnectorSettings): Writer {
	async function create({ properties }: CrmCreation, options: CustomerWriteOptions): Promise<WriteResult> {
		const record = withName(withOwner(properties, settings), settings);
		const object_data = { dataObjectApiName: object, object_describe_api_name: object, ...said(record) };
		const answer = await calls.write('data/create', { ...triggers(options), data: { object_data } });
		if ('lost' in answer) return { outcome: 'unknown' };
		const id = read.text(answer.response.body, 'dataId') ?? read.text(answer.response.body, 'data', '_id');
		return id === undefined ? { outcome: 'unknown' } : { outcome: 'created', id };
	}

	/** Who is responsible is changed by a call of its own. */
	async function update({ id, properties }: CrmUpdate, options: CustomerWriteOptions): Promise<WriteResult> {
		const { owner, ...others } = properties;
		const steps: (() => Promise<WriteAnswer>)[] = [];
		if (Object.keys(others).length > 0) steps.push(async () => await change(id, others, options));
		if (owner !== undefined) steps.push(async () => await give(id, owner));
		for (const [place, step] of steps.entries()) {
			const answer = await step().catch((error: unknown) => afterAnother(error, place));
			if ('lost' in answer) return { outcome: 'unknown' };
		}
		return { outcome: 'updated', id };
	}

	async function change(
		id: string,
		properties: Properties,
		options: CustomerWriteOptions,
	): Promise<WriteAnswer> {
		const object_data = {
			_id: id,
			dataObjectApiName: object,
			object_describe_api_name: object,
			...properties,
		};
		return await calls.write('data/update', { ...triggers(options), data: { object_data } });
	}

	async function give(id: string, owner: unknown): Promise<WriteAnswer> {
		const Data = [{ objectDataId: id, ownerId: owner }];
		return await calls.write('data/changeOwner', { data: { dataObjectApiName: object, Data } });
	}

	/** Only what is in the recycle bin can be deleted; what is not there cannot be put into it. */
	async function removeOne(id: string): Promise<boolean> {
		const data = { dataObjectApiName: object };
		const binned = calls.read('data/invalid', { data: { ...data, object_data_id: id } });
		if (!(await binned.then(() => true, isNotThere))) return false;
		await calls.read('data/delete', { data: { ...data, idList: [id] } });
		return true;
	}

	return {
		create: async (rows, options) => await writeSingly(rows, async (row) => await create(row, options)),
		update: async (rows, options) => await writeSingly(rows, async (row) => await update(row, options)),
		remove: async (ids) => {
			const removed: string[] = [];
			for (const id of ids) if (await removeOne(id)) removed.push(id);
			return removed;
		},
	};
}

function isNotThere(error: unknown): false {
	if (isImportError(error) && error.code === 'BATCH_REFUSED') return false;
	throw error;
}

/** Once something was written nothing may be thrown: what became of the rest is not known. */
function afterAnother(error: unknown, place: number): WriteAnswer {
	if (place === 0) throw error;
	return { lost: error instanceof Error ? error : new Error(String(error)) };
}

/** Approvals and workflows are started unless it is said that they are not. */
function triggers({ suppressTriggers }: CustomerWriteOptions): Properties {
	return suppressTriggers === true ? { triggerWorkFlow: false, triggerApprovalFlow: false } : {};
}

/** What a new record does not have need not be emptied. */
function said(properties: Properties): Properties {
	return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

function withOwner(properties: Properties, settings: ConnectorSettings): Properties {
	const owner = textSetting(settings, 'ownerId');
	return owner === '' || properties['owner'] ? properties : { ...properties, owner: [owner] };
}

/** Every record needs a name; where told so, one without is called after what else is known of it. */
function withName(properties: Properties, settings: ConnectorSettings): Properties {
	if (properties['name'] || settings['nameFallback'] !== true) return properties;
	const name = CALLED_AFTER.map((one) => properties[one]).find(
		(value) => typeof value === 'string' && value !== '',
	);
	const [other] = Object.values(properties).filter((value) => typeof value === 'string' && value !== '');
	return { ...properties, name: name ?? other };
}
