/** Archives of other libraries whose verdict is not ours, by the reason. Held exact both ways. */
export const ARCHIVE_DIFFERENCES: Readonly<Record<string, readonly string[]>> = {};
