import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { isBlank, type LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { LineChange, LineData, RecordChanges } from '../../api/index.ts'
import { toJson } from '../../fields/convert.ts'
import { fieldType } from '../../fields/faces.ts'
import { moveRows } from './move-rows.ts'
import type { RecordDraft } from './record-draft.ts'

/** What a save carries: only what a person changed. Formulas, look-ups and defaults are the server's. */
export function collectChanges(draft: RecordDraft): RecordChanges {
  const changes: RecordChanges = {}
  const values = ownValues(draft.header, draft.entity.fields, draft.base?.values)
  if (Object.keys(values).length > 0) changes.values = values
  for (const [name, table] of draft.tables) {
    const operations = lineChanges(filledRows(table.rows), draft.base?.lines[name] ?? [], (row, before) =>
      ownValues(row, draft.lineFields(name), before, (field) => draft.isShown(field, name, row)),
    )
    if (operations.length > 0) changes.lines = { ...changes.lines, [name]: operations }
  }
  return changes
}

/** The rows that are part of the record, in order: paths of the server's messages count these. */
export function filledRows(rows: readonly LineRow[]): LineRow[] {
  return rows.filter((row) => !isBlank(row))
}

/** New rows are named by their key, so that the answer tells their ids. */
function refOf(row: LineRow): string {
  return `new-${row.key}`
}

function isWritable(field: FieldDefinition): boolean {
  return field.formula === undefined && field.type !== 'lines' && fieldType(field.type).live !== true
}

/** What is not shown in a row is no part of it: it is not sent, and emptied where it was stored. */
function ownValues(
  row: LineRow,
  fields: readonly FieldDefinition[],
  before: Record<string, unknown> | undefined,
  isShown: (field: FieldDefinition) => boolean = () => true,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of fields) {
    if (!isWritable(field) || row.own[field.name] !== true) continue
    const isHidden = !isShown(field)
    if (isHidden && (before?.[field.name] ?? null) === null) continue
    const json = isHidden ? null : (row.typed[field.name] ?? toJson(row.values[field.name], field))
    // Where a default would fill it again, what was emptied by hand is said to be empty.
    const isTold = before === undefined ? json !== null || field.default !== undefined : !isSame(json, before[field.name] ?? null)
    if (isTold) values[field.name] = json
  }
  return values
}

type Told = (row: LineRow, before: Record<string, unknown> | undefined) => Record<string, unknown>

function lineChanges(rows: readonly LineRow[], before: readonly LineData[], told: Told): LineChange[] {
  const kept = new Set(rows.map((row) => row.id))
  const known = new Map(before.map((line) => [line.id, line]))
  const removed: LineChange[] = before.filter((line) => !kept.has(line.id)).map((line) => ({ do: 'remove', id: line.id }))
  const placed: LineChange[] = []
  const firstKnownAfter = nextKnown(rows)
  const moved = moveRows(
    rows.flatMap((row) => (row.id !== undefined && known.has(row.id) ? [row.id] : [])),
    before.map((line) => line.id).filter((id) => kept.has(id)),
  )
  rows.forEach((row, index) => {
    const stored = row.id === undefined ? undefined : known.get(row.id)
    const values = told(row, stored?.values)
    if (stored === undefined) {
      placed.push({
        do: 'insert',
        ref: refOf(row),
        ...(firstKnownAfter[index] === undefined ? {} : { before: firstKnownAfter[index] }),
        values,
      })
    } else if (Object.keys(values).length > 0) placed.push({ do: 'update', id: row.id!, values })
  })
  return [...removed, ...moved, ...placed]
}

/** For each row the id of the next stored row below it: new rows are put before that one. */
function nextKnown(rows: readonly LineRow[]): (string | undefined)[] {
  const next: (string | undefined)[] = []
  let id: string | undefined
  for (let index = rows.length - 1; index >= 0; index--) {
    next[index] = id
    id = rows[index]!.id ?? id
  }
  return next
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right)
}
