/** PEM texts. */
export interface TestCertificate {
	readonly certificate: string;
	readonly key: string;
}

export interface TestCertificates {
	readonly authority: string;
	/** For `localhost`. */
	readonly server: TestCertificate;
	/** By the user they are made for. */
	readonly clients: Readonly<Record<string, TestCertificate>>;
}

/** `clients` are the users that client certificates are made for. */
export function makeCertificates(options?: { clients?: readonly string[] }): TestCertificates;
