import type { INodePropertyOptions } from 'n8n-workflow';
import { FORMATS } from '../../lib';

/** The formats that can be read, and the choice to find out. */
export const formatOptions: INodePropertyOptions[] = [
	{ name: 'Automatic', value: 'auto' },
	...FORMATS.map((format) => ({ name: format.title, value: format.name })),
];
