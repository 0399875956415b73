import { userError } from '../../errors';
import { type ConnectorSettings, requiredSetting, textSetting } from '../crm/settings';
import { read } from '../http/body';

/** Asks who has a mobile number; the answer's body. */
type AskByMobile = (mobile: string) => Promise<unknown>;

/** The user for whom all is done: the one that is set, or the one with the mobile number that is set, asked for once. */
export function makeActingUser(settings: ConnectorSettings, askByMobile: AskByMobile): () => Promise<string> {
	const set = textSetting(settings, 'userId');
	let asked: Promise<string> | undefined;

	async function ask(): Promise<string> {
		const mobile = requiredSetting(settings, 'mobile', 'User ID or Mobile');
		const [found] = read.list(await askByMobile(mobile), 'empList');
		const id = read.text(found, 'openUserId');
		if (id !== undefined) return id;
		const message = `Fxiaoke has no user with the mobile number ${mobile}`;
		throw userError(message, "Check 'Mobile', or set 'User ID'.", 'CRM_SETTING');
	}

	return async () => {
		if (set !== '') return set;
		asked ??= ask().catch((error: unknown) => {
			asked = undefined;
			throw error;
		});
		return await asked;
	};
}
