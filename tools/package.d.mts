/** Builds and packs the package unless this very source has been packed before. `hash` names the source. */
export function packPackage(): Promise<{ readonly tarball: string; readonly hash: string }>;
