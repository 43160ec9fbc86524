const NAME = /^[\p{L}_][\p{L}\p{N}_]*(-[\p{L}\p{N}_]+)*$/u

/** A name of ours for an id or name of another tool: itself where it fits. */
export function nameFor(text: string | undefined, fallback: string): string {
  if (text === undefined || text === '') return fallback
  const name = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  if (NAME.test(name)) return name
  return NAME.test(`_${name}`) ? `_${name}` : fallback
}
