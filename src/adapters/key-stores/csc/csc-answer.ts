/** A JSON object of the service's, nothing in it believed yet. */
export type CscAnswer = Readonly<Record<string, unknown>>;
