import type { Cell } from '../model';
import { foldText } from './foldText';
import { refused } from './normalized';
import type { Rule } from './rule';
import { applyAnswer, readYesNo } from './yesNo';

const GIVEN = new Set(
	(
		'subscribed|opt in|opted in|agreed|granted|given|accepted|consented|zgoda|wyrażona|wyrażam zgodę|wyraził zgodę|zapisany|zapisana|' +
		'abonniert|angemeldet|zugestimmt|eingewilligt|abonné|inscrit|accepté|suscrito|aceptado|inscrito|aceito|подписан|подписана|согласен|согласна|' +
		'abone|onaylı|同意|已同意|订阅|已订阅|訂閱|已訂閱'
	)
		.split('|')
		.map(foldText),
);
const REFUSED = new Set(
	(
		'unsubscribed|not subscribed|non subscribed|opt out|opted out|declined|denied|revoked|withdrawn|refused|brak zgody|nie wyrażona|niewyrażona|' +
		'wypisany|wypisana|cofnięta|odwołana|abgemeldet|widerrufen|abgelehnt|désabonné|désinscrit|refusé|dado de baja|rechazado|descadastrado|recusado|' +
		'отписан|отписана|не согласен|не согласна|不同意|拒绝|未订阅|退订|已退订|取消订阅'
	)
		.split('|')
		.map(foldText),
);

/** Whether a text means that consent was given (`true`) or refused; `undefined` where it means neither. */
export function readConsent(text: string): boolean | undefined {
	const answer = readYesNo(text);
	if (answer !== undefined) return answer;
	const word = foldText(text);
	if (GIVEN.has(word)) return true;
	return REFUSED.has(word) ? false : undefined;
}

/** Consents. What is neither given nor refused (`pending`, `unconfirmed`) is an error: a consent is never assumed, and neither is its absence. */
export const consent: Rule = {
	name: 'consent',
	title: 'Consent',
	summary:
		'Given or refused. What is neither (`pending`, a date) is an error: a consent is never assumed, and neither is its absence.',
	heeds: [],
	examples: [
		{ in: 'yes', out: true },
		{ in: 'nie', out: false },
		{ in: 'Subscribed', out: true },
		{ in: 'unsubscribed', out: false },
		{ in: 'opt-in', out: true },
		{ in: 'Opted Out', out: false },
		{ in: 'brak zgody', out: false },
		{ in: '已订阅', out: true },
		{ in: '退订', out: false },
		{ in: '1', out: true },
		{ in: false, out: false },
		{ in: 'pending', code: 'INVALID_CONSENT' },
		{ in: 'unconfirmed', code: 'INVALID_CONSENT' },
		{ in: '2024-01-01', code: 'INVALID_CONSENT' },
		{ in: 7, code: 'INVALID_CONSENT' },
		{ in: 'n/a', code: 'PLACEHOLDER' },
	],
	apply(value) {
		return applyAnswer(value, readConsent, () => refused('INVALID_CONSENT'));
	},
	reason: () => 'the answer was read from its word',
	matchKey(value: Cell) {
		return String(value);
	},
};
