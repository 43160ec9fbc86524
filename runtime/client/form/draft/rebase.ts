import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { isBlank, readCell, writeCell, type CellState, type LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { JsonValues, RecordData } from '../../api/index.ts'
import { formatInside, formatJson, toJson } from '../../fields/convert.ts'
import { labelText } from '../../i18n/index.ts'
import type { RecordDraft } from './record-draft.ts'

/** One value that two people changed differently. */
export interface Conflict {
  key: string
  label: string
  row?: number
  mine: string
  theirs: string
}

interface OwnCell {
  key: string
  field: FieldDefinition
  row?: number
  state: CellState
  before: unknown
  theirs: unknown
  title?: string
}

/** What I typed and what somebody else saved meanwhile, where both touched the same value. */
export function findConflicts(draft: RecordDraft, fresh: RecordData): Conflict[] {
  return ownCells(draft, fresh)
    .filter((cell) => !isSame(cell.before, cell.theirs) && !isSame(jsonOf(cell.state, cell.field), cell.theirs))
    .map((cell) => ({
      key: cell.key,
      row: cell.row,
      label: labelText(cell.field.label, cell.field.name),
      mine: cell.state.typed ?? formatInside(cell.state.value, cell.field, cell.state.title),
      theirs: formatJson(cell.theirs, cell.field, cell.title),
    }))
}

/** Puts what I typed onto the record as it is now. For the keys in `theirs` the other person's value stays. */
export function rebase(draft: RecordDraft, fresh: RecordData, theirs: ReadonlySet<string>): void {
  const cells = ownCells(draft, fresh).filter((cell) => !theirs.has(cell.key))
  const inserted = new Map(
    [...draft.tables].map(([name, table]) => [name, table.rows.filter((row) => row.id === undefined && !isBlank(row))]),
  )
  const removed = removedIds(draft)
  draft.load(fresh)
  for (const cell of cells) {
    const row = rowOfKey(draft, cell.key)
    if (row) writeCell(row, cell.field.name, cell.state)
  }
  for (const [name, table] of draft.tables) {
    table.rows = [...table.rows.filter((row) => row.id === undefined || !removed.has(row.id)), ...(inserted.get(name) ?? [])]
    table.touch()
  }
  draft.isDirty.value = true
  draft.touchHeader()
}

function ownCells(draft: RecordDraft, fresh: RecordData): OwnCell[] {
  const header = cellsOf(draft.header, draft.entity.fields, '', draft.base?.values ?? {}, fresh.values, fresh.titles)
  const lines = [...draft.tables].flatMap(([name, table]) => {
    const before = new Map(draft.base?.lines[name]?.map((line) => [line.id, line]))
    const now = new Map(fresh.lines[name]?.map((line) => [line.id, line]))
    return table.rows.flatMap((row, index) => {
      const current = row.id === undefined ? undefined : now.get(row.id)
      if (current === undefined) return []
      return cellsOf(
        row,
        draft.lineFields(name),
        `${name}/${row.id}/`,
        before.get(row.id!)?.values ?? {},
        current.values,
        current.titles,
      ).map((cell) => ({ ...cell, row: index + 1 }))
    })
  })
  return [...header, ...lines]
}

function cellsOf(
  row: LineRow,
  fields: readonly FieldDefinition[],
  prefix: string,
  before: JsonValues,
  theirs: JsonValues,
  titles: Record<string, string> = {},
): OwnCell[] {
  return fields
    .filter((field) => row.own[field.name] === true)
    .map((field) => ({
      key: prefix + field.name,
      field,
      state: readCell(row, field.name),
      before: before[field.name],
      theirs: theirs[field.name],
      title: titles[field.name],
    }))
}

function rowOfKey(draft: RecordDraft, key: string): LineRow | undefined {
  const [lines, id] = key.split('/')
  return id === undefined ? draft.header : draft.tables.get(lines!)?.rows.find((row) => row.id === id)
}

function removedIds(draft: RecordDraft): Set<string> {
  const kept = new Set([...draft.tables.values()].flatMap((table) => table.rows.map((row) => row.id)))
  return new Set(
    Object.values(draft.base?.lines ?? {})
      .flat()
      .map((line) => line.id)
      .filter((id) => !kept.has(id)),
  )
}

function jsonOf(state: CellState, field: FieldDefinition): unknown {
  return state.typed ?? toJson(state.value, field)
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null)
}
