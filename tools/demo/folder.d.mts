import type { Workflow } from '../n8n.mjs';

/** The demo workflows, reading and writing in the folder `files`. */
export function demoWorkflows(files: string): (Workflow & { readonly id: string })[];
