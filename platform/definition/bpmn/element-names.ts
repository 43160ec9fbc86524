import type { Language } from '../../error/index.ts'
import { localize } from '../../error/index.ts'
import type { Label } from '../types.ts'

const START_TAG = /<[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))+\s*\/?>/g
const ID = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/
const NAME = /(\sname\s*=\s*)(?:"([^"]*)"|'([^']*)')/

type Names = ReadonlyMap<string, string>

/** The names that a diagram gives its elements, as they are written (entities of XML stay). */
export function elementNames(xml: string): Map<string, string> {
  return new Map(
    [...xml.matchAll(START_TAG)].flatMap(([tag]): [string, string][] => {
      const id = ID.exec(tag)
      const name = NAME.exec(tag)
      return id === null || name === null ? [] : [[(id[1] ?? id[2])!, (name[2] ?? name[3])!]]
    }),
  )
}

/** The diagram with other names for the elements that have one; nothing else of its text changes. */
export function withElementNames(xml: string, names: Names): string {
  return xml.replace(START_TAG, (tag) => {
    const id = ID.exec(tag)
    const name = id === null ? undefined : names.get((id[1] ?? id[2])!)
    return name === undefined ? tag : tag.replace(NAME, (_, before: string) => `${before}"${name}"`)
  })
}

/** What the settings of a process call its elements in a language, written as XML wants it. A label without languages says what the diagram says. */
export function labelledNames(elements: Readonly<Record<string, { label?: Label }>>, language: Language): Map<string, string> {
  return new Map(
    Object.entries(elements).flatMap(([id, { label }]): [string, string][] =>
      label === undefined || typeof label === 'string' ? [] : [[id, escapeXml(localize(label, language))]],
    ),
  )
}

/** The names of a diagram that was shown under other ones: what nobody renamed gets back what it was called. */
export function withNamesOf(original: string, shown: Names, drawn: string): string {
  const before = elementNames(original)
  const now = elementNames(drawn)
  const kept = [...shown].flatMap(([id, name]): [string, string][] => {
    const was = before.get(id)
    return was !== undefined && now.get(id) === name ? [[id, was]] : []
  })
  return withElementNames(drawn, new Map(kept))
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPED[sign]!)
}
