export function startPrism(
	document: string,
	upstream: string,
): Promise<{ readonly url: string; stop(): Promise<void> }>;
