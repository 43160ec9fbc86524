// Globs to regular expressions: `**` any folders, `*` one name, nothing else is needed.

const escape = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&')

// An alternative with nothing instead of an optional group: dependency-cruiser refuses nested repetition.
const wildcards: Record<string, string> = { '**/': '(?:|.*/)', '**': '.*', '*': '[^/]*' }

/** The source of a regular expression (unanchored) that matches what the glob matches. */
function globSource(glob: string): string {
  return glob
    .split(/(\*\*\/|\*\*|\*)/)
    .map((part) => wildcards[part] ?? escape(part))
    .join('')
}

/** An anchored pattern that matches a path if one of `globs` does and none of `except`. */
export function pathPattern(globs: string[], except: string[] = []): string {
  const any = (list: string[]): string => list.map(globSource).join('|')
  const unless = except.length > 0 ? `(?!(?:${any(except)})$)` : ''
  return `^${unless}(?:${any(globs)})$`
}
