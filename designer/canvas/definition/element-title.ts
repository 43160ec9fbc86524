import type { Label } from '@formwork/platform/definition/types.ts'
import { labelText, listSeparator } from '@formwork/runtime/client/i18n/index.ts'
import { kindWord, propertyWord, valueWord } from '../../workspace/words.ts'
import type { useScope } from './definition-scope.ts'

/** Properties that say what an element without a label is about, the most telling first, with the kind they name. */
const TELLING: readonly (readonly [property: string, kind: string | undefined])[] = [
  ['do', undefined],
  ['ledger', 'ledger'],
  ['report', 'report'],
  ['dashboard', 'dashboard'],
  ['list', 'list'],
  ['entity', 'entity'],
  ['resource', 'entity'],
  ['type', undefined],
  ['page', undefined],
]

/** What people call an element: its label, else what it is about; its name only when nothing else tells. */
export function elementTitle(element: object, scope: ReturnType<typeof useScope>, called?: (name: string) => string | undefined): string {
  const object = element as Record<string, unknown>
  if (object.label !== undefined) return labelText(object.label as Label)
  const parts = TELLING.flatMap(([property, kind]): string[] => {
    const value = object[property]
    if (typeof value !== 'string') return []
    if (kind === undefined) return [valueWord(property, value)]
    const found =
      scope.definitions(kind).find((each) => each.value === value) ?? scope.definitions('entity').find((each) => each.value === value)
    return found === undefined ? [] : [found.label]
  })
  if (typeof object.kind === 'string' && typeof object.definition === 'string') parts.push(...definitionTitle(object, scope))
  const verb = ['add', 'take', 'move', 'return', 'count', 'revalue', 'fulfil', 'release'].find((each) => object[each] !== undefined)
  if (verb !== undefined) parts.push(propertyWord(verb))
  if (parts.length > 0) return parts.join(' · ')
  if (object.message !== undefined) return labelText(object.message as Label)
  const name = String(object.name ?? '')
  return called?.(name) ?? (fieldTitles(object.fields, called) || name)
}

/** Fields said of a group without a name; more would not be read. */
const MOST_FIELDS = 3

/** A group of fields that nobody named is called by its first fields. */
function fieldTitles(fields: unknown, called: ((name: string) => string | undefined) | undefined): string {
  if (!Array.isArray(fields)) return ''
  const titles = fields.flatMap((field) => called?.(String((field as { name?: unknown }).name ?? field)) ?? [])
  return titles.slice(0, MOST_FIELDS).join(listSeparator()) + (titles.length > MOST_FIELDS ? ' …' : '')
}

/** What a module holds: the kind and what the definition is called. */
function definitionTitle({ kind, definition }: Record<string, unknown>, scope: ReturnType<typeof useScope>): string[] {
  const found = scope.definitions(String(kind)).find(({ value }) => value === definition)
  return [kindWord(String(kind)), ...(found === undefined ? [] : [found.label])]
}
