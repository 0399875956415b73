import { emailDefects } from './emails.mjs';
import { identityDefects } from './identity.mjs';
import { phoneDefects } from './phones.mjs';
import { structureDefects } from './structure.mjs';
import { textDefects } from './text.mjs';
import { valueDefects } from './values.mjs';

export { totalRow } from './structure.mjs';

/** Every defect of the demo CSV: one recipe each. A new one is one entry in a list of one of these files. */
export const defects = [
	...structureDefects,
	...textDefects,
	...emailDefects,
	...phoneDefects,
	...valueDefects,
	...identityDefects,
];
