import { type ConnectorSettings, textSetting } from '../crm/settings';
import { OWN_ID } from './find';

/** Where e-mail addresses and phones are looked for. */
export interface Places {
	readonly profile: boolean;
	readonly subscriptions: boolean;
}

/** In the profile and its subscriptions where nothing is set, as Altcraft itself does. */
export function placesOf(settings: ConnectorSettings): Places {
	const chosen = textSetting(settings, 'searchIn');
	return { profile: chosen !== 'subscriptions', subscriptions: chosen !== 'profile' };
}

/** How Altcraft itself is to look for a profile once more as a new one is written. */
export interface ProfileMatching {
	/** What goes with every request. */
	readonly request: Readonly<Record<string, unknown>>;
	/** Whether a profile has something to be matched by. */
	readonly fits: (properties: Readonly<Record<string, unknown>>) => boolean;
}

const EMAIL = ['email'];
const PHONE = ['phones'];

/** The properties of which a profile needs one, by the mode. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
	email: EMAIL,
	email_profile: EMAIL,
	email_sub: EMAIL,
	phone: PHONE,
	phone_sub: PHONE,
	email_phone: [...EMAIL, ...PHONE],
	email_phone_sub: [...EMAIL, ...PHONE],
};

/**
 * The mode of the setting (https://guides.altcraft.com/en/developer-guide/profiles/2195504). `undefined` where new
 * profiles are only added.
 */
export function matchingOf(
	settings: ConnectorSettings,
	names: Readonly<Record<string, string>>,
): ProfileMatching | undefined {
	const mode = textSetting(settings, 'newProfiles');
	const own = names['crmId'];
	if (mode === 'custom' && own !== undefined && own !== OWN_ID)
		return { request: { matching: 'custom', field_name: own }, fits: hasOne([own]) };
	const needed = NEEDED[mode];
	return needed && { request: { matching: mode }, fits: hasOne(needed) };
}

function hasOne(names: readonly string[]): ProfileMatching['fits'] {
	return (properties) => names.some((name) => properties[name] !== undefined);
}
