import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { createRow, type LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { api } from '../api/index.ts'
import { formatJson } from '../fields/convert.ts'
import type { RecordDraft } from '../form/draft/record-draft.ts'
import { giveCell } from '../form/lines/give-cell.ts'
import { askingPlace } from '../form/live/asking-place.ts'
import type { Filling } from './guide-play.ts'
import type { PlayedStep } from './guide-steps.ts'
import type { StagedForm } from './stage.ts'

interface Sample {
  readonly json: unknown
  readonly title?: string
}

/** What a step fills into the form that is open: into its draft alone. Undefined where the field is not there, or has nothing to choose. */
export async function prepareFilling({ draft: { value: draft }, lines }: StagedForm, step: PlayedStep): Promise<Filling | undefined> {
  if (step.type === undefined || draft === undefined) return undefined
  const [first = '', second] = step.element?.split('.') ?? []
  const top = draft.field(first)
  if (top === undefined) return undefined
  if (second === undefined) {
    const sample = await sampleOf(draft, top, step.type)
    return sample && { text: textOf(sample, top), commit: () => draft.setHeader(first, sample.json, sample.title) }
  }
  const column = lines
    .get(first)
    ?.columns()
    .find(({ name, about }) => name === second || about === second)
  const table = draft.tables.get(first)
  if (column === undefined || table === undefined) return undefined
  const row = rowOf(draft, first, step.row ?? 1)
  const sample = await sampleOf(draft, column.field, step.type, row)
  return sample && { text: textOf(sample, column.field), commit: () => giveCell(table, row, column, sample.json, sample.title) }
}

const textOf = ({ json, title }: Sample, field: FieldDefinition): string => formatJson(json, field, title)

/** The line of a number, made where the form has fewer. */
function rowOf(draft: RecordDraft, lines: string, number: number): LineRow {
  const table = draft.tables.get(lines)!
  const missing = Array.from({ length: Math.max(0, number - table.rows.length) }, () => createRow())
  if (missing.length > 0) {
    table.rows = [...table.rows, ...missing]
    table.touch()
  }
  return table.rows[number - 1]!
}

/** The record that the guide names; in a workspace without it the first one that may be chosen there. */
async function sampleOf(draft: RecordDraft, field: FieldDefinition, type: string, row?: LineRow): Promise<Sample | undefined> {
  if (field.type !== 'reference') return { json: type }
  const place = askingPlace(draft, field, row)
  const asked = place === undefined ? {} : { for: place.for, values: JSON.stringify(place.values) }
  const find = async (text: string) => (await api.lookup(field.entity!, { text, limit: 1, ...asked }).catch(() => undefined))?.rows[0]
  const found = (await find(type)) ?? (await find(''))
  return found && { json: found.id, title: found.title }
}
