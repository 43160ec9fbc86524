import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { fieldType } from '@formwork/runtime/client/fields/faces.ts'
import { labelText } from '@formwork/runtime/client/i18n/index.ts'
import { nameOf } from '../../workspace/words.ts'

/** A field that a condition can compare: its own, or one through a reference. */
export interface ConditionField {
  readonly path: string
  readonly label: string
  readonly field: FieldDefinition
  readonly feelType: string
  /** A typed value as people read it. */
  say(value: string): string
}

const COMPARABLE = new Set(['number', 'string', 'boolean', 'date'])

export function conditionFields(
  entity: EntityDefinition | undefined,
  findEntity: (name: string) => EntityDefinition | undefined,
): ConditionField[] {
  return (entity?.fields ?? []).flatMap((field): ConditionField[] => {
    if (field.type === 'lines') return []
    const own = describe(field, field.name, nameOf(field))
    const target = field.type === 'reference' && field.multiple !== true ? findEntity(field.entity ?? '') : undefined
    const through = (target?.fields ?? [])
      .filter((each) => each.type !== 'lines')
      .map((each) => describe(each, `${field.name}.${each.name}`, `${nameOf(field)} › ${nameOf(each)}`))
      .filter((each) => COMPARABLE.has(each.feelType))
    return [own, ...through]
  })
}

function describe(field: FieldDefinition, path: string, label: string): ConditionField {
  const { feelType } = fieldType(field.type)
  return { path, label, field, feelType, say: (value) => sayValue(field, feelType, value) }
}

function sayValue(field: FieldDefinition, feelType: string, value: string): string {
  const option = field.options?.find((each) => each.name === value)
  if (option !== undefined) return labelText(option.label, option.name)
  if (feelType !== 'number') return value
  const [whole = '', part] = value.split('.')
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part === undefined ? '' : `.${part}`)
}
