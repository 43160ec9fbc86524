/** What a formatted text may be made of, and nothing else: no attributes but the address of a link. */
export const elements = ['p', 'br', 'strong', 'em', 'u', 's', 'h2', 'h3', 'ul', 'ol', 'li', 'blockquote', 'a', 'code', 'hr'] as const
export type ElementName = (typeof elements)[number]

/** What other programs write for the same. */
const others: Readonly<Record<string, ElementName>> = {
  b: 'strong',
  i: 'em',
  ins: 'u',
  del: 's',
  strike: 's',
  div: 'p',
  h1: 'h2',
  h4: 'h3',
  h5: 'h3',
  h6: 'h3',
  pre: 'code',
}

/** Dropped with everything inside them: their content is no text, or is read by rules of its own. */
export const swallowed: ReadonlySet<string> = new Set(
  'script style template svg math iframe object embed noscript noembed noframes xmp plaintext textarea title select head'.split(' '),
)

export const isVoid = (name: ElementName): boolean => name === 'br' || name === 'hr'

const known = new Map<string, ElementName>([...elements.map((name) => [name, name] as const), ...Object.entries(others)])

export function elementNamed(name: string): ElementName | undefined {
  return known.get(name)
}

/** Only addresses that a person may follow without danger; control characters and spaces, which browsers skip, are no way around. */
export function safeAddress(text: string): string | undefined {
  const plain = text.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f\ufeff]/g, '')
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(plain) && plain.length <= 2000 ? plain : undefined
}
