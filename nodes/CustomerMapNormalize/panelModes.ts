/** The modes in which the panel decides, and not a profile. */
export const PANEL_MODES = ['automatic', 'defined', 'template'];
