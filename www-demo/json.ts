// What comes as JSON, and what the browser has kept, is looked at before it is believed.

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The texts of an object, by their names, without whatever else there is. */
export function textsOf(value: unknown): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(isRecord(value) ? value : {})) {
    if (typeof text === 'string') texts[name] = text;
  }
  return texts;
}
