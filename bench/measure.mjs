/**
 * One measurement in a process of its own: `node bench/measure.mjs '{"module":…,"path":…}'`.
 * Prints one line of JSON: milliseconds of the work alone, by the clock and of the processor, peak memory of the whole
 * process, and what was read.
 */
const task = JSON.parse(process.argv[2]);
const candidate = await import(`./candidates/${task.module}`);
const prepared = await candidate.prepare?.(task);

const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const checks = await candidate.run({ ...task, prepared });
const ms = performance.now() - startedAt;

const { user, system } = process.cpuUsage(cpuBefore);
const { maxRSS } = process.resourceUsage();
process.stdout.write(
	`${JSON.stringify({ ms, rssMb: maxRSS / 1024, cpuMs: (user + system) / 1000, checks })}\n`,
);
// Some readers leave timers or workers behind.
process.exit(0);
