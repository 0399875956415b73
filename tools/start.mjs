/**
 * `npm start`: a real n8n with these nodes in it, the demo workflows, and the demo
 * import run once and checked. `npm start -- --once` stops after the report.
 */
import { bootstrap } from './bootstrap.mjs';

if (await bootstrap()) {
	const { runDemo } = await import('./demo/run.mjs');
	process.exitCode = await runDemo({ once: process.argv.includes('--once') }).catch((error) => {
		console.error(error.message);
		return 1;
	});
}
