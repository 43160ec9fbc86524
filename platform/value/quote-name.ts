/** Names repeat from row to row; what people send must not fill the memory. */
const quoted = new Map<string, string>()
const MOST_QUOTED = 2_000

/** A name as JSON text, in quotes. */
export function quoteName(name: string): string {
  let text = quoted.get(name)
  if (text === undefined) {
    if (quoted.size >= MOST_QUOTED) quoted.clear()
    quoted.set(name, (text = JSON.stringify(name)))
  }
  return text
}
