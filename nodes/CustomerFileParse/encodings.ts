import type { INodePropertyOptions } from 'n8n-workflow';
import { ENCODINGS } from '../../lib';

/** The encodings that text is read in. */
export const encodingOptions: INodePropertyOptions[] = ENCODINGS.map(({ name, title }) => ({
	name: title,
	value: name,
}));
