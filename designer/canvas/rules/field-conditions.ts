import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { formulaNames, type Known } from '../../panels/formula-names.ts'
import { readAloud } from '../../panels/read-aloud.ts'
import { nameOf } from '../../workspace/words.ts'
import type { FieldPlace } from '../entity/field-edits.ts'

const CONDITIONAL = ['visible', 'required', 'readOnly'] as const
type Conditional = (typeof CONDITIONAL)[number]

/** When something is shown, must be filled in or may not be changed: one sentence a condition. */
interface FieldCondition {
  readonly condition: string
  readonly does: readonly { readonly what: Conditional; readonly field: string; readonly place: FieldPlace }[]
}

/** The conditions of fields, those with one condition together, in the order of the fields. */
export function fieldConditions(entity: EntityDefinition, known: Known): FieldCondition[] {
  const found = new Map<string, FieldCondition['does'][number][]>()
  const collect = (fields: readonly FieldDefinition[], lines?: FieldDefinition): void => {
    const names = formulaNames(entity, lines?.name, known)
    for (const field of fields) {
      for (const what of CONDITIONAL) {
        const value = field[what]
        if (typeof value !== 'string' || !value.startsWith('=')) continue
        const said = readAloud(value, names)
        const label = lines === undefined ? nameOf(field) : `${nameOf(lines)} › ${nameOf(field)}`
        const place = lines === undefined ? { field: field.name } : { field: field.name, lines: lines.name }
        found.set(said, [...(found.get(said) ?? []), { what, field: label, place }])
      }
      if (field.fields !== undefined) collect(field.fields, field)
    }
  }
  collect(entity.fields)
  return [...found].map(([condition, does]) => ({ condition, does }))
}
