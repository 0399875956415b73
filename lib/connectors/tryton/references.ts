import { userError } from '../../errors';
import { read } from '../http/body';
import type { TrytonRpc } from './rpc';

/** Records of Tryton that parties point at, by their codes. Asked for once. */
export interface References {
	/** @throws userError where Tryton does not have it */
	country(code: unknown): Promise<number | null>;
	/** The same. */
	language(code: unknown): Promise<number | null>;
}

export function makeReferences(rpc: TrytonRpc): References {
	const countries = once(async () => await idsOf(rpc, 'country.country'));
	const languages = once(async () => await idsOf(rpc, 'ir.lang'));
	return {
		country: async (code) => {
			if (code === null) return null;
			return (await countries()).get(String(code)) ?? missing('country', code, COUNTRY_HINT);
		},
		language: async (code) => {
			if (code === null) return null;
			return languageIn(await languages(), String(code)) ?? missing('language', code, LANGUAGE_HINT);
		},
	};
}

const COUNTRY_HINT =
	'Load the countries into Tryton (trytond_import_countries), or leave the column out of the mapping.';
const LANGUAGE_HINT = 'Add the language in Tryton, or leave the column out of the mapping.';

async function idsOf(rpc: TrytonRpc, model: string): Promise<Map<string, number>> {
	const rows = await rpc.read(`model.${model}.search_read`, [], 0, null, null, ['code'], {});
	const list: readonly unknown[] = Array.isArray(rows) ? rows : [];
	return new Map(list.map((row) => [read.text(row, 'code') ?? '', Number(read.value(row, 'id'))]));
}

/** `pt` is found as `pt`, `zh` as `zh_CN`. */
function languageIn(languages: ReadonlyMap<string, number>, code: string): number | undefined {
	const name = code.replace('-', '_');
	const variety = [...languages.keys()].find((known) => known.startsWith(`${name}_`));
	return languages.get(name) ?? languages.get(variety ?? '');
}

function missing(kind: string, code: unknown, hint: string): never {
	throw userError(`Tryton has no ${kind} '${String(code)}'`, hint, 'BATCH_REFUSED');
}

/** Asked again only where it could not be answered. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
	let answer: Promise<T> | undefined;
	return async () => {
		answer ??= ask().catch((error: unknown) => {
			answer = undefined;
			throw error;
		});
		return await answer;
	};
}
