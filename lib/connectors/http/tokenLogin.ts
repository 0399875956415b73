import { type ConnectorSettings, textSetting } from '../crm/settings';
import type { Login } from '../entry';

/**
 * The login by an access token that a person has typed in.
 * @param ownWay the value of 'Log In With' for which the connector gets its tokens itself: a token that was typed in
 * before that was chosen must not be in the way
 * @param scheme the word before the token
 */
export function tokenLogin(ownWay?: string, scheme = 'Bearer'): (settings: ConnectorSettings) => Login {
	return (settings) => {
		const token = textSetting(settings, 'accessToken');
		const isOwn = ownWay !== undefined && settings['loginWith'] === ownWay;
		return token === '' || isOwn ? {} : { headers: { authorization: `${scheme} ${token}` } };
	};
}
