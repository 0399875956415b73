import type { ConnectorEntry } from '../../lib/connectors';

/** The page of the destinations: what each can and cannot do, and against what it was tested. */
export function destinationsPage(connectors: Readonly<Record<string, ConnectorEntry>>): string;
