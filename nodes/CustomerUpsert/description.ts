import type { INodeProperties } from 'n8n-workflow';
import { stateProperty } from '../shared/state';
import { destinationProperties, ruleProperties } from './customerProperties';
import { importProperties } from './importProperties';
import { operationProperties } from './operations';
import { optionProperties } from './options';

export const properties: INodeProperties[] = [
	...operationProperties,
	...destinationProperties,
	...importProperties,
	...ruleProperties,
	stateProperty,
	...optionProperties,
];
