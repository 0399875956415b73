export function installOpenApi(): Promise<string>;
export function openApiDocument(vendor: 'mailchimp'): Promise<string>;
