import type { BrowserContext } from 'playwright-core';

/** Starts Chromium with an empty profile of its own, gone after `close()`. Sizes in CSS pixels; `scale` in pixels per CSS pixel. */
export function launchChromium(window?: {
	width?: number;
	height?: number;
	scale?: number;
}): Promise<BrowserContext>;

/** The executable: `CHROME_PATH`, the machine's own, or freshly installed from the distribution's packages. */
export function findChromium(): string;
