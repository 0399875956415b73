import type Oracle from 'oracledb';
import { momentOf, zonedOf } from './oracleExact';

export type OracleDriver = typeof Oracle;

let loaded: Promise<OracleDriver> | undefined;

/** The driver, loaded at first use; it needs no software of Oracle ("thin"). */
export const loadDriver = (): Promise<OracleDriver> => (loaded ??= load());

/**
 * The driver makes every moment a `Date`, also where a text is asked for, and loses what is below a
 * millisecond. Its reader of a moment is the narrowest place at which the bytes are still there. It is that of
 * our own bundled copy, so that nobody else's values change.
 */
async function load(): Promise<OracleDriver> {
	const [{ default: driver }, { default: handlers }] = await Promise.all([
		import('oracledb'),
		import('oracledb/lib/impl/datahandlers/buffer'),
	]);
	const prototype = handlers.BaseBuffer.prototype;
	const asDate = prototype.parseOracleDate;
	prototype.parseOracleDate = function (bytes, isLocal = true, inZoneOfDatabase = false) {
		if (isLocal) return momentOf(bytes);
		const made = asDate.call(this, bytes, isLocal, inZoneOfDatabase);
		return made instanceof Date ? zonedOf(bytes, made) : made;
	};
	return driver;
}
