import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { properties } from './description';
import { inspectFiles } from './inspectFiles';
import { readFiles } from './readFiles';

/** Reads customer files into rows, or says what is in them. */
export class CustomerFileParse implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer File Parse',
		name: 'customerFileParse',
		icon: { light: 'file:customerFileParse.svg', dark: 'file:customerFileParse.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] === "inspect" ? "inspect: " : "") + ($parameter["options"]["format"] && $parameter["options"]["format"] !== "auto" ? $parameter["options"]["format"].toUpperCase() : "any format") }}',
		description: 'Read a customer file (CSV, XLSX and more) into rows, as they are in the file',
		defaults: { name: 'Customer File Parse' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Rows', 'Issues'],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0, 'readRows');
		return operation === 'inspect' ? await inspectFiles(this) : await readFiles(this);
	}
}
