export interface TestSshServer {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	/** A key that is let in, in OpenSSH form. */
	readonly privateKey: string;
	/** Another, locked with `passphrase`. */
	readonly lockedKey: string;
	readonly passphrase: string;
	/** Another, of RSA in PEM form. */
	readonly pemKey: string;
	/** A key that is not let in. */
	readonly strangerKey: string;
	/** Of the server's own key, as `ssh-keygen -l` prints it. */
	readonly fingerprint: string;
	/** What the server has written so far. */
	log(): string;
	/** Breaks the listening server off; connections that stand have processes of their own. */
	kill(): Promise<void>;
	/** Ends it and removes its keys. */
	stop(): Promise<void>;
}

/** `forwarding: false` refuses every connection to hosts behind it. */
export function startSshServer(options?: { forwarding?: boolean }): Promise<TestSshServer>;
