import type { INodeProperties } from 'n8n-workflow';
import { encodingOptions } from './encodings';

/** How the characters of a text file are read. */
export const textOptions: INodeProperties[] = [
	{
		displayName: 'Comment Character',
		name: 'comment',
		type: 'string',
		default: '#',
		description:
			'What a line of a text file starts with that is a remark and no row. Detected when not set; leave empty where no line is a remark.',
	},
	{
		displayName: 'Delimiter',
		name: 'delimiter',
		type: 'string',
		default: ',',
		placeholder: 'e.g. ;',
		description:
			'What stands between the cells of a text file: a character, or several. Write \\t for a tab. Detected when not set.',
	},
	{
		displayName: 'Encoding',
		name: 'encoding',
		type: 'options',
		default: 'utf-8',
		description: 'How the letters of a text file are stored. Detected when not set.',
		options: encodingOptions,
	},
	{
		displayName: 'Escape Character',
		name: 'escape',
		type: 'string',
		default: '\\',
		description:
			'The character before a quote inside a quoted cell, where it is not the quote itself. Detected when not set.',
	},
	{
		displayName: 'Formula Guard',
		name: 'formulaGuard',
		type: 'boolean',
		default: false,
		description:
			"Whether the apostrophe is taken off again by which exports guard text that looks like a formula ('=1+1). It is when not set.",
	},
	{
		displayName: 'Quote Character',
		name: 'quote',
		type: 'string',
		default: '"',
		description:
			'The character around cells of a text file. Detected when not set; leave empty for a file that quotes nothing.',
	},
	{
		displayName: 'Strict Quotes',
		name: 'strictQuotes',
		type: 'boolean',
		default: true,
		description:
			'Whether a quote in the middle of a cell that is not quoted, such as 5" tube, is reported as an issue. It is only text when not set.',
	},
];
