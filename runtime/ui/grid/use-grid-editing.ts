import { inject, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { lookupSourceKey } from '../lookup/lookup-source.ts'
import type { GridColumn } from './grid-column.ts'
import { rangeOf, type GridCursor } from './grid-cursor.ts'
import { readCells, writeCells } from './clipboard.ts'
import { createRow, isBlank, type LineRow } from './line-row.ts'
import type { LineTable } from './line-table.ts'
import { planCell, planPaste, type OpenLookup } from './plan-paste.ts'
import { resolveLookups } from './resolve-lookups.ts'

export interface EditingContext {
  table: LineTable
  columns: () => readonly GridColumn[]
  cursor: Ref<GridCursor>
  limit: () => number
  readId: (id: string, column: GridColumn) => unknown
}

/** Everything that changes rows: one cell, a range, a pasted block, whole rows. Each is one step back. */
export function useGridEditing(context: EditingContext) {
  const { table, cursor } = context
  const { t } = useI18n()
  const source = inject(lookupSourceKey)
  const pending = ref(0)
  let ownCopy = ''

  const rowAt = (index: number): LineRow | undefined => table.rows[index]

  async function lookUp(lookups: readonly OpenLookup[]): Promise<void> {
    if (lookups.length === 0 || source === undefined) return
    pending.value++
    const byName = new Map(context.columns().map((column) => [column.name, column]))
    const edits = await resolveLookups(source, lookups, (id, field) => context.readId(id, byName.get(field.name)!), (text) => t('ui.grid.notFound', { text }))
    pending.value--
    const asked = new Map(lookups.map((lookup) => [`${lookup.key} ${lookup.column.name}`, lookup.text]))
    table.settle(edits.filter((edit) => table.find(edit.key)?.typed[edit.column] === asked.get(`${edit.key} ${edit.column}`)))
  }

  /** Takes over what was typed into the current cell. */
  function commitText(text: string): void {
    const row = rowAt(cursor.value.row)
    const column = context.columns()[cursor.value.column]
    if (row === undefined || column === undefined || column.isReadOnly) return
    const edit = planCell(row.key, column, text, t('ui.grid.searching'))
    table.run(t('ui.grid.typed', { column: column.label }), [{ do: 'cells', edits: [edit] }])
    if (edit.state.problem !== undefined && column.assist === 'records') void lookUp([{ key: row.key, column, text: text.trim(), takesFirst: true }])
  }

  function commitChoice(id: string, title: string): void {
    const row = rowAt(cursor.value.row)
    const column = context.columns()[cursor.value.column]
    if (row === undefined || column === undefined) return
    const value = column.assist === 'options' ? id : context.readId(id, column)
    table.run(t('ui.grid.typed', { column: column.label }), [{ do: 'cells', edits: [{ key: row.key, column: column.name, state: { value, title, own: true } }] }])
  }

  function clearRange(): void {
    const { top, bottom, left, right } = rangeOf(cursor.value)
    const columns = context.columns().slice(left, right + 1).filter((column) => !column.isReadOnly)
    const edits = table.rows.slice(top, bottom + 1).filter((row) => !isBlank(row)).flatMap((row) => columns.map((column) => planCell(row.key, column, '', '')))
    table.run(t('ui.grid.cleared'), [{ do: 'cells', edits }])
  }

  /** Ctrl+D: the first row of the selection into the others; with one row selected, the row above into it. */
  function fillDown(): void {
    const { top, bottom, left, right } = rangeOf(cursor.value)
    const from = rowAt(top === bottom ? top - 1 : top)
    if (from === undefined) return
    const columns = context.columns().slice(left, right + 1).filter((column) => !column.isReadOnly)
    const rows = table.rows.slice(top === bottom ? top : top + 1, bottom + 1)
    const edits = rows.flatMap((row) =>
      columns.map(({ name }) => ({ key: row.key, column: name, state: { value: from.values[name] ?? null, title: from.titles[name], typed: from.typed[name], problem: from.problems[name], own: true } })),
    )
    table.run(t('ui.grid.filled'), [{ do: 'cells', edits }])
  }

  function insertRow(): void {
    if (table.rows.length < context.limit()) table.run(t('ui.grid.inserted'), [{ do: 'insert', at: cursor.value.row, rows: [createRow()] }])
  }

  function removeRows(): void {
    const { top, bottom } = rangeOf(cursor.value)
    table.run(t('ui.grid.removed'), [{ do: 'remove', rows: table.rows.slice(top, bottom + 1) }])
  }

  function copyText(): string {
    const { top, bottom, left, right } = rangeOf(cursor.value)
    const columns = context.columns().slice(left, right + 1)
    ownCopy = writeCells(table.rows.slice(top, bottom + 1).map((row) => columns.map((column) => copiedText(row, column))))
    return ownCopy
  }

  /** Returns how many rows were given, so that the grid can say when some did not fit. */
  function paste(text: string): { given: number; taken: number } {
    const cells = readCells(text)
    const plan = planPaste(cells, {
      rows: table.rows,
      columns: context.columns(),
      cursor: { ...cursor.value, row: rangeOf(cursor.value).top, column: rangeOf(cursor.value).left },
      isOwnCopy: text === ownCopy,
      limit: context.limit(),
      searching: t('ui.grid.searching'),
    })
    table.run(t('ui.grid.pasted', { count: cells.length }), plan.steps)
    void lookUp(plan.lookups)
    return { given: cells.length, taken: Math.min(cells.length, context.limit() - rangeOf(cursor.value).top) }
  }

  return { pending, commitText, commitChoice, clearRange, fillDown, insertRow, removeRows, copyText, paste }
}

/** Numbers are copied plain, so that a spreadsheet takes them as numbers. */
function copiedText(row: LineRow, column: GridColumn): string {
  if (row.typed[column.name] !== undefined) return row.typed[column.name]!
  return column.align === 'end' ? column.write(row) || column.text(row).replaceAll(',', '') : column.text(row)
}
