/** A name beyond this is cut in the middle: it is shown beside every issue. */
const MAX_CHARACTERS = 200;
const DRIVE = /^[a-z]:/i;
/** Control characters, and those that turn the direction of writing, behind which another name can hide. */
const UNSAFE = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * The name of a file in an archive as it is safe to show and to keep: folders with `/`, none of them
 * leading out of the archive, no control characters. It is a label and never a path on this machine.
 */
export function safeName(name: string): string {
	const steps = name.replaceAll('\\', '/').replace(UNSAFE, '').replace(DRIVE, '').split('/');
	const kept = steps.map((step) => step.trim()).filter((step) => step !== '' && !/^\.+$/.test(step));
	return shortened(kept.join('/')) || 'unnamed';
}

/** The names, each once: the second of the same gets a number. */
export function uniqueNames(names: readonly string[]): string[] {
	const seen = new Map<string, number>();
	return names.map((name) => {
		const count = (seen.get(name) ?? 0) + 1;
		seen.set(name, count);
		return count === 1 ? name : `${name} (${count})`;
	});
}

function shortened(name: string): string {
	if (name.length <= MAX_CHARACTERS) return name;
	const cut = `${name.slice(0, MAX_CHARACTERS / 2)}…${name.slice(-MAX_CHARACTERS / 2 + 1)}`;
	return cut.replace(/\p{Surrogate}/gu, '');
}
