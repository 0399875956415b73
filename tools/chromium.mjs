/** The browser of the end-to-end tests. */
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { installPackages } from './machine/packages.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const APPLICATIONS = [
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
/** Quiet and alone: no sandbox (containers forbid it), no GPU, nothing it would fetch or update by itself. */
const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-dev-shm-usage',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-search-engine-choice-screen',
	'--lang=en-US',
];

/**
 * Starts Chromium with an empty profile of its own, gone after `close()`.
 *
 * @param {{ width?: number, height?: number, scale?: number }} [window] in CSS pixels, and pixels per CSS pixel
 * @returns {Promise<import('playwright-core').BrowserContext>}
 */
export async function launchChromium({ width = 1440, height = 900, scale = 1 } = {}) {
	const executablePath = findChromium();
	const profile = mkdtempSync(join(tmpdir(), 'customer-import-chromium-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath,
		args: FLAGS,
		viewport: { width, height },
		deviceScaleFactor: scale,
		locale: 'en-US',
		acceptDownloads: true,
	});
	context.once('close', () => rmSync(profile, { recursive: true, force: true }));
	return context;
}

/**
 * `CHROME_PATH`, the machine's own, or freshly installed from the distribution's packages.
 *
 * @returns {string} the path of the executable
 */
export function findChromium() {
	const found = installed();
	if (found) return found;
	installPackages(
		['chromium', 'fonts-liberation', 'fonts-noto-cjk'],
		'Chromium is needed for the browser tests. Install it (Debian: sudo apt install chromium; macOS: brew install chromium) ' +
			'or set CHROME_PATH to its executable.',
	);
	const fresh = installed();
	if (!fresh) throw new Error('The package chromium was installed and left no chromium on the PATH.');
	return fresh;
}

function installed() {
	const folders = (process.env.PATH ?? '').split(delimiter);
	const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
	return [process.env.CHROME_PATH, ...onPath, ...APPLICATIONS].find((path) => path && isExecutable(path));
}

function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
