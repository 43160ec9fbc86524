import { localize } from '@formwork/platform/error/index.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType, textOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { referenceBehaviour } from '../check-reference.ts'
import { labelOf } from '../label-of.ts'
import { wrongType } from '../wrong-type.ts'
import { optionPath } from './option-path.ts'

/** Between the choices from the top down. */
export const BETWEEN_CHOICES = '/'

const asReference = referenceBehaviour((field) => field.entity)

/**
 * A choice in a tree. From `options` (or a dictionary) whose choices name their `parent`, the value is the path of names, `east/shanghai`, so that
 * what starts with `east` lies below it; from an `entity` whose records name theirs in the field `parent`, it is that record.
 */
export const cascade = defineFieldType({
  name: 'cascade',
  label: { zh: '级联', en: 'Cascade' },
  options: {
    options: { $ref: 'vocabulary.schema.json#/$defs/options' },
    dictionary: { $ref: 'vocabulary.schema.json#/$defs/dictionaryName' },
    entity: { $ref: 'vocabulary.schema.json#/$defs/entityName' },
    parent: { description: 'The field of the entity that names what is above.', $ref: 'vocabulary.schema.json#/$defs/fieldName' },
  },
  feelType: 'string',
  column: (field) => (field.entity === undefined ? { kind: 'text' } : asReference.column(field)),
  check: (value, field) => (field.entity === undefined ? checkPath(value, field) : asReference.check(value, field)),
  toJson: (value, field) => (field.entity === undefined ? value : asReference.toJson(value, field)),
  readText: (text, field) => readPath(text, field),
  format: (value, field, language) =>
    typeof value === 'string' ? describePath(value, field, language) : asReference.format(value, field, language),
  operators: textOperators,
})

/** Any level may be chosen; each name stands under the one before it. */
function checkPath(value: unknown, field: FieldDefinition): CheckedValue {
  if (typeof value !== 'string') return wrongType('text', value)
  const last = value.split(BETWEEN_CHOICES).at(-1)
  const path = optionPath(field, last ?? '')
    ?.map(({ name }) => name)
    .join(BETWEEN_CHOICES)
  if (path === value) return { value }
  return { problem: { code: 'not-an-option', parameters: { value: value.slice(0, 100), label: labelOf(field) } } }
}

function describePath(value: string, field: FieldDefinition, language: 'zh' | 'en'): string {
  const names = value.split(BETWEEN_CHOICES)
  const labels = names.map((name) => field.options?.find((option) => option.name === name)?.label ?? name)
  return labels.map((label) => localize(label, language)).join(' / ')
}

/** The path in labels or names, or the last choice alone where only one is called so. */
function readPath(text: string, field: FieldDefinition): unknown {
  if (field.entity !== undefined) return text
  const words = text.split(/\s*[/>›]\s*/).map((word) => word.trim().toLowerCase())
  const found = (field.options ?? []).filter(({ name, label }) =>
    [name, localize(label, 'zh'), localize(label, 'en')].some((each) => each.toLowerCase() === words.at(-1)),
  )
  const paths = found.flatMap(({ name }) => {
    const path = optionPath(field, name)
    const isMeant = path !== undefined && (words.length === 1 || path.length === words.length)
    return isMeant ? [path.map((option) => option.name).join(BETWEEN_CHOICES)] : []
  })
  return paths.length === 1 ? paths[0] : text
}
