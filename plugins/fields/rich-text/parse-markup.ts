import { elementNamed, isVoid, safeAddress, swallowed, type ElementName } from './elements.ts'

/** A formatted text: texts, and elements of the white list with what is in them. */
export type MarkupNode = string | { readonly name: ElementName; readonly address?: string; readonly children: MarkupNode[] }
type MarkupElement = Exclude<MarkupNode, string>

/** Deeper nesting is kept flat. */
const DEEPEST = 24

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }
/** A tag from its angle bracket on, quotation marks respected; without an end it runs to the end of the text. */
const TAG = /<(\/?)([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)(?:>|$)/y
const HREF = /(?:^|[\s/"'])href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i

/**
 * Reads markup of any origin. What comes out holds only the white list: whatever is not understood is text or is dropped,
 * so that nothing which a browser would read differently can pass.
 */
export function parseMarkup(markup: string): MarkupNode[] {
  const root: MarkupNode[] = []
  const open: MarkupElement[] = []
  const inside = (): MarkupNode[] => open.at(-1)?.children ?? root
  const say = (text: string): void => {
    if (text !== '') inside().push(decode(text))
  }
  for (let at = 0; at < markup.length;) {
    const next = markup.indexOf('<', at)
    if (next < 0) {
      say(markup.slice(at))
      break
    }
    say(markup.slice(at, next))
    at = readTag(markup, next, open, inside, say)
  }
  return root
}

/** One thing that begins with an angle bracket; gives the place behind it. */
function readTag(markup: string, at: number, open: MarkupElement[], inside: () => MarkupNode[], say: (text: string) => void): number {
  if (/[!?]/.test(markup[at + 1] ?? '')) return endOfComment(markup, at)
  TAG.lastIndex = at
  const match = TAG.exec(markup)
  if (match === null) {
    say('<')
    return at + 1
  }
  const [whole, closing, written, attributes] = match as unknown as [string, string, string, string]
  const name = written.toLowerCase()
  const behind = at + whole.length
  if (swallowed.has(name)) return closing === '' ? endOfSwallowed(markup, behind, name) : behind
  const element = elementNamed(name)
  if (element === undefined) return behind
  if (closing !== '') close(open, element)
  else begin(open, inside(), element, attributes)
  return behind
}

function begin(open: MarkupElement[], inside: MarkupNode[], name: ElementName, attributes: string): void {
  const address = name === 'a' ? addressIn(attributes) : undefined
  const isRefused = (name === 'a' && (address === undefined || open.some((each) => each.name === 'a'))) || open.length >= DEEPEST
  if (isRefused) return
  const node: MarkupElement = address === undefined ? { name, children: [] } : { name, address, children: [] }
  inside.push(node)
  if (!isVoid(name)) open.push(node)
}

/** Closes the element and what was left open in it; an end without a beginning is nothing. */
function close(open: MarkupElement[], name: ElementName): void {
  const index = open.findLastIndex((each) => each.name === name)
  if (index >= 0) open.splice(index)
}

function addressIn(attributes: string): string | undefined {
  const match = HREF.exec(attributes)
  return match === null ? undefined : safeAddress(decode(match[1] ?? match[2] ?? match[3] ?? ''))
}

function endOfComment(markup: string, at: number): number {
  const mark = markup.startsWith('<!--', at) ? '-->' : '>'
  const end = markup.indexOf(mark, at + 2)
  return end < 0 ? markup.length : end + mark.length
}

function endOfSwallowed(markup: string, at: number, name: string): number {
  const end = new RegExp(`</${name}[\\s/>]`, 'gi')
  end.lastIndex = at
  const match = end.exec(markup)
  if (match === null) return markup.length
  const last = markup.indexOf('>', match.index)
  return last < 0 ? markup.length : last + 1
}

function decode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));?/gi,
    (whole, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
      const isCharacter = code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      return isCharacter ? String.fromCodePoint(code) : ''
    },
  )
}
