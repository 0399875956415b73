/** The rows of a file that are not as they were at the import before. */
export const isChanged = (row) => row % 100 === 0;

/** What their city is now. */
export const changedCity = (city) => `${city ?? ''} Nowa`;
