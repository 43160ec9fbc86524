import { sectionsOf } from '@formwork/runtime/client/form/parts/form-schema.ts'
import { labelText } from '@formwork/runtime/client/i18n/index.ts'
import { nameOf } from '../../workspace/words.ts'
import type { FieldPlace, OpenEntity } from './field-edits.ts'

/** A line of the outline: a section of the form (without a place), a field, or a column of its rows. */
export interface OutlineLine {
  readonly key: string
  readonly label: string
  /** 0: a section, 1: a field, 2: a column. */
  readonly depth: number
  readonly place?: FieldPlace
}

/** What a business object has, in the order in which its form shows it; fields that no section shows stand last, under `unplaced`. */
export function outlineOf({ entity, form }: OpenEntity, words: { section: string; unplaced: string }): OutlineLine[] {
  const sections = sectionsOf(entity, form?.form)
  const shown = new Set([...sections.flatMap(({ fields }) => fields), ...(form?.form.totals ?? [])].map(({ name }) => name))
  const rest = entity.fields.filter(({ name }) => !shown.has(name)).map(({ name }) => name)
  const totals = (form?.form.totals ?? []).map(({ name }) => name)
  const linesOf = (name: string): OutlineLine[] => {
    const field = entity.fields.find((each) => each.name === name)
    if (field === undefined) return []
    const columns = (field.fields ?? []).map((own): OutlineLine => {
      return { key: `${name}.${own.name}`, label: nameOf(own), depth: 2, place: { field: own.name, lines: name } }
    })
    return [{ key: name, label: nameOf(field), depth: 1, place: { field: name } }, ...columns]
  }
  return [
    ...sections.flatMap(({ name, label, fields }): OutlineLine[] => [
      { key: `section ${name}`, label: labelText(label, words.section), depth: 0 },
      ...fields.flatMap((each) => linesOf(each.name)),
    ]),
    ...totals.flatMap(linesOf),
    ...(rest.length === 0 ? [] : [{ key: 'unplaced', label: words.unplaced, depth: 0 }, ...rest.flatMap(linesOf)]),
  ]
}
