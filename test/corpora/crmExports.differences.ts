/** Where we answer otherwise than the manifest of the exports, by person and field, with the reason. Held exact both ways. */
export const CRM_EXPORT_DIFFERENCES: Readonly<Record<string, string>> = {};
