import { isVoid } from './elements.ts'
import type { MarkupNode } from './parse-markup.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (mark) => escapes[mark]!)
const ENDS_LINE = new Set(['p', 'h2', 'h3', 'li', 'blockquote', 'br', 'hr'])

/** The one way in which formatted text is written: every angle bracket comes from here. */
export function printMarkup(nodes: readonly MarkupNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escapeText(node)
      const address = node.address === undefined ? '' : ` href="${escapeText(node.address)}"`
      return isVoid(node.name) ? `<${node.name}>` : `<${node.name}${address}>${printMarkup(node.children)}</${node.name}>`
    })
    .join('')
}

/** The words alone, a line a paragraph, for lists, searches and messages. */
export function printWords(nodes: readonly MarkupNode[]): string {
  const text = nodes
    .map((node) => (typeof node === 'string' ? node : printWords(node.children) + (ENDS_LINE.has(node.name) ? '\n' : '')))
    .join('')
  return text.replace(/\n{2,}/g, '\n')
}
