import type {
	ExecutionError,
	ExecutionStatus,
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	IRun,
	ITriggerFunctions,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** An execution that the trigger started. */
export interface StartedExecution {
	readonly items: readonly INodeExecutionData[];
	readonly key: string | undefined;
	readonly isAwaited: boolean;
	/** Ends it; the trigger hears of it. */
	end(status: ExecutionStatus): void;
	/** Somebody stops it by hand. */
	cancel(): void;
}

export interface TriggerContextOptions {
	readonly parameters?: IDataObject;
	readonly credential: ICredentialDataDecryptedObject;
	readonly stateCredential?: ICredentialDataDecryptedObject;
	readonly mode?: WorkflowExecuteMode;
	readonly activation?: WorkflowActivateMode;
	readonly workflowId?: string;
	readonly nodeId?: string;
	readonly nodeName?: string;
	/** Ends each execution at once, unless it says nothing. */
	readonly ending?: (execution: StartedExecution, index: number) => ExecutionStatus | undefined;
}

export interface TriggerContext {
	readonly context: ITriggerFunctions;
	readonly executions: StartedExecution[];
	/** Executions that n8n left out because it knew their key. */
	readonly skipped: string[];
	readonly failures: ExecutionError[];
	readonly warnings: string[];
	readonly notes: string[];
	readonly crons: Map<string, (at: Date) => void>;
	/** Lets n8n tick: half a minute later than the last time, or at a moment. */
	tick(at?: Date): void;
}

export const PARAMETERS: IDataObject = {
	queryMode: 'query',
	table: { mode: 'list', value: '' },
	columns: [],
	query: 'SELECT * FROM customers WHERE id > {lastItem} ORDER BY id LIMIT {limit}',
	startColumn: { mode: 'name', value: 'id' },
	startValue: '0',
	keyColumn: { mode: 'list', value: '' },
	preventDuplication: 'off',
	chunkSize: 2,
	schedule: { rules: [{ unit: 'seconds', secondsInterval: 30 }] },
	nextRuns: { mode: 'list', value: '' },
	pullOnActivation: false,
	scheduleOptions: {},
	output: 'item',
	moveWatermark: 'afterSuccess',
	watermarkAction: 'keep',
	watermarkValue: '',
	watermarkKey: '',
	watermarkReason: '',
	keepStateIn: 'n8n',
	options: {},
};

/** What n8n gives a trigger, and nothing more: whatever the test did not define throws. */
export function triggerContext(options: TriggerContextOptions): TriggerContext {
	const seen = {
		executions: [],
		skipped: [],
		failures: [],
		warnings: [],
		notes: [],
		crons: new Map(),
	} as Omit<TriggerContext, 'context' | 'tick'>;
	const parameters: IDataObject = { ...PARAMETERS, ...options.parameters };
	let now = Date.parse('2026-11-22T10:00:00Z');
	const context = strict('context', {
		getMode: () => options.mode ?? 'trigger',
		getActivationMode: () => options.activation ?? 'init',
		getNode: () => ({
			id: options.nodeId ?? 'node-1',
			name: options.nodeName ?? 'SQL Scheduled Pull Trigger',
			type: 'n8n-nodes-customer-import.sqlScheduledPullTrigger',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
		}),
		getWorkflow: () => ({ id: options.workflowId ?? 'workflow-1', name: 'Test', active: true }),
		getTimezone: () => 'Europe/Warsaw',
		getNodeParameter(name: string) {
			if (!(name in parameters)) throw new Error(`The test did not define the parameter ${name}`);
			return parameters[name];
		},
		async getCredentials(type: string) {
			if (type === 'customerStateApi' && options.stateCredential !== undefined) {
				return await Promise.resolve(options.stateCredential);
			}
			if (type !== 'customerSqlApi') throw new Error(`The test did not define the credential ${type}`);
			return await Promise.resolve(options.credential);
		},
		emit: emitter(seen, options),
		saveFailedExecution: (error: ExecutionError) => void seen.failures.push(error),
		logger: strict('logger', {
			debug: (message: string) => void seen.notes.push(message),
			info: (message: string) => void seen.notes.push(message),
			warn: (message: string) => void seen.warnings.push(message),
		}),
		helpers: strict('helpers', {
			createDeferredPromise: deferred,
			registerCron({ expression }: { expression: string }, onTick: (at: Date) => void) {
				if (seen.crons.has(expression)) throw new Error(`n8n would leave out the second ${expression}`);
				seen.crons.set(expression, onTick);
			},
		}),
	});
	return {
		...seen,
		context: context as unknown as ITriggerFunctions,
		tick(at) {
			now = at?.getTime() ?? now + 30_000;
			for (const onTick of seen.crons.values()) onTick(new Date(now));
		},
	};
}

function emitter(
	seen: Pick<TriggerContext, 'executions' | 'skipped'>,
	options: TriggerContextOptions,
): ITriggerFunctions['emit'] {
	return (data, _response, done, key) => {
		if (key !== undefined && seen.executions.some((known) => known.key === key)) {
			seen.skipped.push(key);
			// As n8n does it: no run at all.
			done?.resolve(undefined as unknown as IRun);
			return;
		}
		const execution: StartedExecution = {
			items: data[0] ?? [],
			key,
			isAwaited: done !== undefined,
			end: (status) => done?.resolve({ status } as IRun),
			cancel: () => done?.reject(new Error('The execution was cancelled')),
		};
		seen.executions.push(execution);
		const status = options.ending?.(execution, seen.executions.length - 1);
		if (status !== undefined) execution.end(status);
	};
}

type DonePromise = NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;

function deferred(): DonePromise {
	const parts: Partial<DonePromise> = {};
	const promise = new Promise<IRun>((resolve, reject) => Object.assign(parts, { resolve, reject }));
	return { promise, ...parts } as DonePromise;
}

function strict<T extends object>(what: string, defined: T): T {
	return new Proxy(defined, {
		get(target, name) {
			if (name in target) return target[name as keyof T];
			throw new Error(`The test did not define ${what}.${String(name)}`);
		},
	});
}
