import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';

/** Whether the national form alone, read in this country, is the same number again. */
function isSameNumber(national: string, found: PhoneNumber, country: CountryCode): boolean {
	return parsePhoneNumberFromString(national, country)?.number === found.number;
}

/**
 * A number spaced as people write it. The national form is for numbers of the country it is read in; any other would
 * become another number, and gets the international form.
 * @param digits with the calling code, certainly valid
 */
export function spacedPhone(
	digits: string,
	format: 'national' | 'international',
	country: CountryCode | undefined,
): string {
	const found = parsePhoneNumberFromString(`+${digits}`);
	if (found === undefined) return `+${digits}`;
	if (format === 'international' || country === undefined) return found.formatInternational();
	const national = found.formatNational();
	return isSameNumber(national, found, country) ? national : found.formatInternational();
}
