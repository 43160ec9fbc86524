import { kindWords, propertyWords } from '@formwork/platform/definition/diff/words.ts'
import { localize } from '@formwork/platform/error/index.ts'
import { parsePath } from '@formwork/platform/value/index.ts'
import type { GoneFields } from './gone-fields.ts'
import { labelInWords } from './label-in-words.ts'

/**
 * Where something stands, for people: `/fields/3/fields/1/formula` of a document is 单据「单据」› 明细 › 金额 › 公式.
 * Elements are called by their labels, the last property by its word; fields that are `gone` as they were called.
 */
export function describePlace(definition: unknown, pointer: string, language: 'zh' | 'en', gone: GoneFields = new Map()): string {
  const kind = (definition as { kind?: unknown } | undefined)?.kind
  const own = (definition as { name?: unknown } | undefined)?.name === kind ? '' : short(labelInWords(definition, language) ?? '')
  const parts = [`${typeof kind === 'string' ? wordOf(kindWords, kind, language) : ''} ${own}`.trim()]
  let value = definition
  let last = ''
  /** Something that has no label and names a field that is gone is called as the field was. */
  const called = (element: unknown): string | undefined => {
    const word = labelInWords(element, language)
    const label = word === undefined || word !== (element as { name?: unknown }).name ? undefined : gone.get(word)
    return label === undefined ? word : localize(label, language)
  }
  for (const segment of parsePath(pointer.slice(1))) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[segment] : undefined
    const label = /^\d+$/.test(segment) || typeof value === 'object' ? called(value) : undefined
    if (label !== undefined) parts.push(short(label))
    last = label !== undefined || /^\d+$/.test(segment) || typeof value === 'object' ? '' : segment
  }
  if (last !== '' && last !== 'name' && last !== 'label') parts.push(wordOf(propertyWords, last, language))
  return parts.filter((part) => part !== '').join(' › ')
}

/** Characters of one name in a place: a label that is far too long is what is told, not how it is told. */
const MOST_SHOWN = 60

const short = (label: string): string => (label.length > MOST_SHOWN ? `${label.slice(0, MOST_SHOWN)}…` : label)

function wordOf(words: Readonly<Record<string, readonly [string, string]>>, name: string, language: 'zh' | 'en'): string {
  return words[name]?.[language === 'zh' ? 0 : 1] ?? name
}
