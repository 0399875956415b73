/** The demo files by name, as the generator makes them: the same bytes every time. */
export function generate(): Promise<Readonly<Record<string, Buffer>>>;
