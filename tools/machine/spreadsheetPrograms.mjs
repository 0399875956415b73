import { spawnSync } from 'node:child_process';
import { installPackages } from './packages.mjs';

/** Debian's packages are seen by Debian's Python alone, whatever comes first on the PATH. */
const PYTHONS = ['/usr/bin/python3', 'python3'];
const OFFICES = ['soffice', '/usr/bin/soffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'];

/**
 * A Python that has openpyxl, freshly installed from the distribution's packages where there is none.
 *
 * @returns {string}
 */
export function findPythonWithOpenpyxl() {
	return found(
		PYTHONS,
		['-c', 'import openpyxl'],
		'python3-openpyxl',
		'openpyxl is needed to read the written workbooks. Install it (Debian: sudo apt install python3-openpyxl; elsewhere: pip3 install openpyxl).',
	);
}

/**
 * LibreOffice without its windows, freshly installed from the distribution's packages where there is none (90 MB).
 *
 * @returns {string}
 */
export function findLibreOffice() {
	return found(
		OFFICES,
		['--version'],
		'libreoffice-calc-nogui',
		'LibreOffice is needed to open the written files. Install it (Debian: sudo apt install libreoffice-calc-nogui; macOS: brew install --cask libreoffice).',
	);
}

function found(commands, args, packageName, otherwise) {
	const works = (command) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
	const there = commands.find(works);
	if (there) return there;
	installPackages([packageName], otherwise);
	const installed = commands.find(works);
	if (!installed) throw new Error(`The package ${packageName} was installed and does not work.`);
	return installed;
}
