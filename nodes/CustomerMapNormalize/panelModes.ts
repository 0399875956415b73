/** The modes in which the panel decides, and not a profile. */
export const PANEL_MODES = ['automatic', 'defined', 'template'];

/** The values of other parameters with which one is shown. */
export type Shown = Record<string, string[]>;
