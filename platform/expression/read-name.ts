import type { GrammarNode } from './grammar.ts'

/** What reading a tree needs besides the tree. */
export interface Source {
  readonly text: string
}

export function textOf(source: Source, node: GrammarNode): string {
  return source.text.slice(node.from, node.to)
}

/** A name as FEEL sees it: any run of white space is one space. */
export function nameOf(source: Source, node: GrammarNode): string {
  return textOf(source, node).replace(/\s+/g, ' ').trim()
}

export function childNodes(node: GrammarNode): GrammarNode[] {
  const children: GrammarNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') children.push(child)
  }
  return children
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gs
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' }

/** The text between the quotes with escapes resolved; an unknown escape stays as written (as in patterns: `\s`). */
export function readString(literal: string): string {
  const inner = literal.slice(1, -1)
  if (!inner.includes('\\')) return inner
  return inner.replace(ESCAPE, (whole, short: string | undefined, long: string | undefined, letter: string) => {
    if (short !== undefined) return String.fromCharCode(Number.parseInt(short, 16))
    if (long !== undefined) return readCodePoint(Number.parseInt(long, 16)) ?? whole
    return Object.hasOwn(SIMPLE_ESCAPES, letter) ? SIMPLE_ESCAPES[letter]! : whole
  })
}

function readCodePoint(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
