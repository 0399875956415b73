import { SUBSCRIPTION_STATUSES, type SubscriptionStatus } from '../subscriptions';
import { readConsent } from './consent';
import { foldText } from './foldText';
import { kept, refused } from './normalized';
import { isCellError, isPlaceholder } from './placeholder';
import { plainText } from './plainText';
import type { Rule } from './rule';

/** What programs and people write for each status, beside yes, no and the words of consents. */
const WORDS: Readonly<Record<SubscriptionStatus, string>> = {
	subscribed:
		'subscribed|active|confirmed|single opt in|' +
		'aktywny|aktywna|aktywne|potwierdzony|potwierdzona|subskrybuje|subskrybent|zasubskrybowany|' +
		'已订阅|订阅中|有效|已确认|活跃|已激活|訂閱中|' +
		'aktiv|bestätigt|angemeldet|' +
		'активен|активна|активный|подтвержден|подтверждена|подписчик|' +
		'suscrita|activo|activa|confirmado|confirmada|' +
		'abonnée|inscrite|actif|active|confirmé|confirmée|' +
		'inscrita|assinante|ativo|ativa|' +
		'aktif|onaylandı|kayıtlı|abone oldu',
	unconfirmed:
		'unconfirmed|not confirmed|pending|pending confirmation|awaiting confirmation|waiting for confirmation|double opt in|' +
		'niepotwierdzony|niepotwierdzona|niepotwierdzone|oczekujący|oczekująca|oczekuje|oczekuje na potwierdzenie|do potwierdzenia|' +
		'未确认|待确认|等待确认|未激活|待激活|' +
		'unbestätigt|nicht bestätigt|ausstehend|bestätigung ausstehend|' +
		'не подтвержден|не подтверждена|неподтвержденный|ожидает|ожидает подтверждения|' +
		'no confirmado|no confirmada|sin confirmar|pendiente|' +
		'non confirmé|non confirmée|en attente|à confirmer|' +
		'não confirmado|não confirmada|pendente|' +
		'onaylanmadı|onaysız|beklemede|onay bekliyor',
	suspended:
		'suspended|paused|on hold|snoozed|blocked|' +
		'zawieszony|zawieszona|zawieszone|wstrzymany|wstrzymana|zablokowany|zablokowana|uśpiony|uśpiona|' +
		'暂停|已暂停|挂起|已冻结|暫停|' +
		'ausgesetzt|pausiert|gesperrt|angehalten|' +
		'приостановлен|приостановлена|заблокирован|заблокирована|на паузе|' +
		'suspendido|suspendida|pausado|pausada|bloqueado|bloqueada|' +
		'suspendu|suspendue|en pause|bloqué|bloquée|' +
		'suspenso|suspensa|' +
		'askıda|askıya alındı|duraklatıldı|engellendi',
	unsubscribed:
		'unsubscribed|cancelled|canceled|removed|' +
		'wypisano|rezygnacja|zrezygnował|zrezygnowała|odsubskrybowany|' +
		'已取消|已取消订阅|' +
		'gekündigt|storniert|' +
		'отписался|отписалась|отменен|отменена|' +
		'cancelada|cancelado|baja|' +
		'désinscrite|désabonnée|résilié|' +
		'descadastrada|cancelou|' +
		'abonelikten çıktı|iptal|iptal edildi',
};

const STATUS_OF: ReadonlyMap<string, SubscriptionStatus> = new Map(
	SUBSCRIPTION_STATUSES.flatMap((status) =>
		WORDS[status].split('|').map((word) => [foldText(word), status] as const),
	),
);

/** The status that a text means; `undefined` where it means none, because a status is never assumed. */
export function readStatus(text: string): SubscriptionStatus | undefined {
	const status = STATUS_OF.get(foldText(text));
	if (status !== undefined) return status;
	const consent = readConsent(text);
	if (consent === undefined) return undefined;
	return consent ? 'subscribed' : 'unsubscribed';
}

/** How far a subscription has come, by its word. */
export const subscriptionStatus: Rule = {
	name: 'subscriptionStatus',
	partOf: 'subscription',
	title: 'Subscription status',
	summary:
		"The status in a status column of 'Subscriptions': subscribed (single opt-in), unconfirmed (double opt-in that is not confirmed yet), suspended or unsubscribed, from their words in nine languages, yes and no, and the words of consents. Any other word is an error: a status is never assumed.",
	heeds: [],
	examples: [
		{ in: 'Subscribed', out: 'subscribed' },
		{ in: 'yes', out: 'subscribed' },
		{ in: 1, out: 'subscribed' },
		{ in: true, out: 'subscribed' },
		{ in: 'opt-in', out: 'subscribed' },
		{ in: 'Aktywny', out: 'subscribed' },
		{ in: '已订阅', out: 'subscribed' },
		{ in: 'bestätigt', out: 'subscribed' },
		{ in: 'подписан', out: 'subscribed' },
		{ in: 'suscrito', out: 'subscribed' },
		{ in: 'abonné', out: 'subscribed' },
		{ in: 'ativo', out: 'subscribed' },
		{ in: 'aktif', out: 'subscribed' },
		{ in: 'pending', out: 'unconfirmed' },
		{ in: 'Niepotwierdzony', out: 'unconfirmed' },
		{ in: '待确认', out: 'unconfirmed' },
		{ in: 'unbestätigt', out: 'unconfirmed' },
		{ in: 'ожидает подтверждения', out: 'unconfirmed' },
		{ in: 'pendiente', out: 'unconfirmed' },
		{ in: 'en attente', out: 'unconfirmed' },
		{ in: 'pendente', out: 'unconfirmed' },
		{ in: 'onay bekliyor', out: 'unconfirmed' },
		{ in: 'paused', out: 'suspended' },
		{ in: 'zawieszona', out: 'suspended' },
		{ in: '已暂停', out: 'suspended' },
		{ in: 'gesperrt', out: 'suspended' },
		{ in: 'приостановлен', out: 'suspended' },
		{ in: 'suspendido', out: 'suspended' },
		{ in: 'suspendu', out: 'suspended' },
		{ in: 'suspenso', out: 'suspended' },
		{ in: 'askıda', out: 'suspended' },
		{ in: 'unsubscribed', out: 'unsubscribed' },
		{ in: 'no', out: 'unsubscribed' },
		{ in: 'wypisany', out: 'unsubscribed' },
		{ in: '退订', out: 'unsubscribed' },
		{ in: 'abgemeldet', out: 'unsubscribed' },
		{ in: 'отписан', out: 'unsubscribed' },
		{ in: 'dado de baja', out: 'unsubscribed' },
		{ in: 'désabonné', out: 'unsubscribed' },
		{ in: 'descadastrado', out: 'unsubscribed' },
		{ in: 'iptal edildi', out: 'unsubscribed' },
		{ in: 'inactive', code: 'INVALID_SUBSCRIPTION' },
		{ in: 'bounced', code: 'INVALID_SUBSCRIPTION' },
		{ in: 7, code: 'INVALID_SUBSCRIPTION' },
		{ in: 'n/a', code: 'PLACEHOLDER' },
		{ in: '#REF!', code: 'CELL_ERROR' },
	],
	apply(value) {
		const text = plainText(String(value));
		if (text === '') return kept('');
		const status = readStatus(text);
		if (status !== undefined) return kept(status);
		if (isCellError(text)) return refused('CELL_ERROR');
		if (isPlaceholder(text)) return refused('PLACEHOLDER');
		return refused('INVALID_SUBSCRIPTION', { message: 'The status of the subscription is no word we know' });
	},
	reason: () => 'the status was read from its word',
};
