/**
 * One measurement in a process of its own: `node bench/measure.mjs '{"module":…,"path":…}'`.
 * Prints one line of JSON: milliseconds of the work alone, peak memory of the whole process, and what was read.
 */
const task = JSON.parse(process.argv[2]);
const candidate = await import(`./candidates/${task.module}`);
const prepared = await candidate.prepare?.(task);

const startedAt = performance.now();
const checks = await candidate.run({ ...task, prepared });
const ms = performance.now() - startedAt;

const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.stdout.write(
	`${JSON.stringify({ ms, rssMb: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000, checks })}\n`,
);
// Some readers leave timers or workers behind.
process.exit(0);
