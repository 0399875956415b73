/**
 * The login that an address names.
 *
 * @param {URL} url
 * @returns {{ user: string, password: string }}
 */
export const loginOf = (url) => ({
	user: decodeURIComponent(url.username),
	password: decodeURIComponent(url.password),
});

/**
 * A test server as its users see it.
 *
 * @param {string} protocol
 * @param {{ port: number, stop(): Promise<void>, kill(): Promise<void>, restart(): Promise<void> }} server
 * @param {{ user: string, password: string, database: string }} login
 */
export function described(protocol, { port, stop, kill, restart }, login) {
	const { user, password, database } = login;
	const host = '127.0.0.1';
	const url = `${protocol}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
	return { host, port, user, password, database, url, stop, kill, restart };
}

/** For a look at a server by hand: prints its address and waits for Ctrl-C. */
export async function keepForLooking(start) {
	const server = await start();
	console.log(server.url);
	const alive = setInterval(() => {}, 60_000);
	process.once('SIGINT', () => server.stop().then(() => clearInterval(alive)));
}
