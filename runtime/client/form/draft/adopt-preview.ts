import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { JsonValues, PreviewAnswer, Titles } from '../../api/index.ts'
import { fromServer } from '../../fields/convert.ts'
import { filledRows } from './collect-changes.ts'
import type { RecordDraft } from './record-draft.ts'

/**
 * Takes over what only the server can compute: look-ups, balances, defaults and formulas that read other records.
 * What a person typed is never overwritten; rows are matched by their order, which the request fixed.
 */
export function adoptPreview(draft: RecordDraft, answer: PreviewAnswer, asked: ReadonlyMap<string, readonly LineRow[]>): LineRow[] {
  const changed: LineRow[] = []
  adopt(draft, draft.header, draft.entity.fields, answer.values, answer.titles, undefined)
  for (const [name, table] of draft.tables) {
    const rows = asked.get(name) ?? []
    const isStill = sameRows(filledRows(table.rows), rows)
    const given = answer.lines?.[name] ?? []
    if (!isStill || given.length !== rows.length) continue
    given.forEach((line, index) => {
      if (adopt(draft, rows[index]!, draft.lineFields(name), line.values, line.titles, name)) changed.push(rows[index]!)
    })
  }
  return changed
}

function adopt(
  draft: RecordDraft,
  row: LineRow,
  fields: readonly FieldDefinition[],
  json: JsonValues = {},
  titles: Titles = {},
  lines: string | undefined,
): boolean {
  let isChanged = false
  for (const field of fields) {
    nameReference(row, field.name, titles)
    if (field.type === 'lines' || row.own[field.name] === true || row.typed[field.name] !== undefined || json[field.name] === undefined) {
      continue
    }
    const value = fromServer(json[field.name], draft.shown(field, lines))
    if (String(value) !== String(row.values[field.name] ?? null) || row.titles[field.name] !== titles[field.name]) isChanged = true
    row.values[field.name] = value
    if (titles[field.name] === undefined) delete row.titles[field.name]
    else row.titles[field.name] = titles[field.name]!
  }
  return isChanged
}

/** What a chosen record is called, where the page does not know it yet (kept input that was restored). */
function nameReference(row: LineRow, name: string, titles: Titles): void {
  if (row.own[name] === true && (row.values[name] ?? null) !== null && row.titles[name] === undefined && titles[name] !== undefined) {
    row.titles[name] = titles[name]
  }
}

function sameRows(left: readonly LineRow[], right: readonly LineRow[]): boolean {
  return left.length === right.length && left.every((row, index) => row === right[index])
}
