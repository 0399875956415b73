/** A server that somebody else has started, behind a gate that stands for its going down and coming back. */
export interface NamedServer {
	readonly port: number;
	stop(): Promise<void>;
	kill(): Promise<void>;
	restart(): Promise<void>;
}

/** `leave` takes away what was made on it. */
export function useNamedServer(
	target: { readonly host: string; readonly port: number },
	leave: () => Promise<void>,
): Promise<NamedServer>;
