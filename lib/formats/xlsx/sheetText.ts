import { WorkbookText } from './text';
import { HIGH, scanText, SPECIAL, type TextEnd } from './xmlBytes';

/** Decodes the texts in the bytes of a sheet. Most are ASCII and only cut out. */
export class SheetText implements TextEnd {
	/** Where the text read last ended. */
	at = 0;

	private readonly text = new WorkbookText();
	private bytes: Buffer = Buffer.alloc(0);
	private latin: string | undefined;

	/** Texts that control characters were taken out of. */
	get cleaned(): number {
		return this.text.cleaned;
	}

	/** Sets the bytes to read from. */
	use(bytes: Buffer): void {
		this.bytes = bytes;
		this.latin = undefined;
	}

	/** The text from a place to the next tag, or to an end. */
	read(from: number, to: number): string {
		const flags = scanText(this.bytes, from, to, this);
		const raw = flags & HIGH ? this.bytes.toString('utf8', from, this.at) : this.cut(from, this.at);
		return flags & SPECIAL ? this.text.decode(raw) : raw;
	}

	/** The runs of an inline string, put together. */
	readRuns(from: number, to: number): string {
		return this.text.decodeRuns(this.bytes.toString('utf8', from, to));
	}

	/** ASCII text: cut out of a string, which is much cheaper than asking Node for each cell. */
	private cut(from: number, to: number): string {
		this.latin ??= this.bytes.toString('latin1');
		return this.latin.slice(from, to);
	}
}
