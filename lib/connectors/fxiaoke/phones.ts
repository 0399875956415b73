import type { FieldValue } from '../../model';
import { mainValue } from '../crm/bindings';

/**
 * Numbers of the country where the company is are kept as they are dialled there, such as 13812345678; others with
 * plus and country code.
 */
export interface PhoneForms {
	/** As we keep numbers: digits with the country code. */
	read(value: unknown): string | undefined;
	write(value: FieldValue): string;
	/** All the ways in which a number may be written. */
	forms(digits: string): readonly string[];
}

/** @param country the country code, such as 86 */
export function makePhoneForms(country: string): PhoneForms {
	/** The number as it is dialled in the country; landlines begin with 0, Chinese mobile numbers with 1. */
	function national(digits: string): string | undefined {
		if (!digits.startsWith(country)) return undefined;
		const rest = digits.slice(country.length);
		return country === '86' && !/^1\d{10}$/.test(rest) ? `0${rest}` : rest;
	}

	return {
		read(value) {
			if (typeof value !== 'string' || value.trim() === '') return undefined;
			const text = value.replace(/[\s()./-]/g, '');
			if (/^\+\d{7,15}$/.test(text)) return text.slice(1);
			if (/^00\d{7,15}$/.test(text)) return text.slice(2);
			if (!/^\d{5,15}$/.test(text)) return value.trim();
			return text.startsWith(country) && text.length > 11 ? text : country + text.replace(/^0/, '');
		},
		write(value) {
			const text = String(mainValue(value) ?? '');
			if (!/^\d{7,15}$/.test(text)) return text;
			return national(text) ?? `+${text}`;
		},
		forms(digits) {
			const local = national(digits);
			return [`+${digits}`, digits, ...(local === undefined ? [] : [local])];
		},
	};
}
