/** No test is about time: what takes a second on a free machine may take twenty on a busy one. */
const A_MINUTE_MS = 60_000;

jest.setTimeout(A_MINUTE_MS);
