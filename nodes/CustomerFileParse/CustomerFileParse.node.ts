import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { properties } from './description';
import { parseFiles } from './parseFiles';

/** Reads customer files into rows. */
export class CustomerFileParse implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer File Parse',
		name: 'customerFileParse',
		icon: { light: 'file:customerFileParse.svg', dark: 'file:customerFileParse.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{ $parameter["options"]["format"] && $parameter["options"]["format"] !== "auto" ? $parameter["options"]["format"].toUpperCase() : "any format" }}',
		description: 'Read a customer file (CSV, XLSX and more) into rows, as they are in the file',
		defaults: { name: 'Customer File Parse' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Rows', 'Issues'],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await parseFiles(this);
	}
}
