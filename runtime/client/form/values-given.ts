/** What a new record begins with, given in the address: an alert or a report leads here. What cannot be read is nothing. */
export function valuesGiven(text: unknown): Record<string, unknown> {
  try {
    const values: unknown = typeof text === 'string' ? JSON.parse(text) : {}
    return values !== null && typeof values === 'object' ? (values as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
