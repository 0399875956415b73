/** A port of 127.0.0.1 behind which another server stands, and which can be shut and opened again. */
export interface Gate {
	readonly port: number;
	open(): Promise<void>;
	/** Breaks one connection off instead of letting its answer through, after so many more answers. */
	cutAfter(answers: number): void;
	/** Breaks every connection and refuses new ones. */
	shut(): Promise<void>;
}

export function openGate(target: { readonly host: string; readonly port: number }): Promise<Gate>;
