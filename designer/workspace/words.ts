import { kindWords, propertyWords, valueWords } from '@formwork/platform/definition/diff/words.ts'
import { currentLanguage, labelText } from '@formwork/runtime/client/i18n/index.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'

const position = (): 0 | 1 => (currentLanguage() === 'zh' ? 0 : 1)

/** The language of definitions in business words. */
export const kindWord = (kind: string): string => kindWords[kind]?.[position()] ?? kind
export const propertyWord = (name: string): string => propertyWords[name]?.[position()] ?? name
/** A word as a heading begins. */
export const asHeading = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
export const kindTitle = (kind: string): string => asHeading(kindWord(kind))
export const propertyTitle = (name: string): string => asHeading(propertyWord(name))
export const valueWord = (property: string, value: string): string => valueWords[property]?.[value]?.[position()] ?? value
export const nameOf = (element: { label?: LocalizedText; name: string }): string => labelText(element.label, element.name)

interface Named {
  readonly kind: string
  readonly name: string
  readonly label?: LocalizedText
  readonly groups?: readonly { name: string; label?: LocalizedText }[]
}

/** What people call a definition: its label; one of a kind of which there is one, by its kind; a menu by what it begins with. */
export function definitionName(definition: object): string {
  const { kind, name, label, groups } = definition as Named
  if (label !== undefined) return labelText(label)
  if (kind === name) return kindTitle(kind)
  const [first] = kind === 'menu' ? (groups ?? []) : []
  return first === undefined ? name : nameOf(first)
}

/** A label in both languages from texts with a placeholder for a name. */
export function both(zh: string, en: string): { zh: string; en: string } {
  return { zh, en }
}
