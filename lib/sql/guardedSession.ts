import type { BoundQuery, SqlSession } from './dialect';

/**
 * A session that sends a query only once it was looked at.
 * @param check throws what is wrong with it
 */
export function guardedSession(session: SqlSession, check: (query: BoundQuery) => void): SqlSession {
	return {
		...session,
		async query(query) {
			check(query);
			return await session.query(query);
		},
		async *stream(query, pageRows) {
			check(query);
			yield* session.stream(query, pageRows);
		},
	};
}
