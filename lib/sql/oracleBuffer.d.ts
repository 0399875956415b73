/** The part of Oracle's driver that its types leave out. */
declare module 'oracledb/lib/impl/datahandlers/buffer' {
	export class BaseBuffer {
		parseOracleDate(bytes: Buffer, isLocal?: boolean, inZoneOfDatabase?: boolean): unknown;
	}
	const handlers: { readonly BaseBuffer: typeof BaseBuffer };
	export default handlers;
}
