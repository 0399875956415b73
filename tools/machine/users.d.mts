/** The first of `names` that this machine knows, for servers that must not run as root. */
export function unprivilegedUser(names: readonly string[]): { uid: number; gid: number };
