import { inject, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { askingPlaceKey, lookupSourceKey } from '../lookup/lookup-source.ts'
import { isOpenCell, type GridColumn } from './grid-column.ts'
import { rangeOf, type GridCursor } from './grid-cursor.ts'
import { createRow, type LineRow } from './line-row.ts'
import type { LineTable } from './line-table.ts'
import { planCell, type OpenLookup } from './plan-paste.ts'
import { clearEdits, emptyCell, fillEdits } from './range-edits.ts'
import { resolveLookups } from './resolve-lookups.ts'

export interface EditingContext {
  table: LineTable
  columns: () => readonly GridColumn[]
  cursor: Ref<GridCursor>
  limit: () => number
  readId: (id: string, column: GridColumn) => unknown
}

/** Everything that changes rows: one cell, a range, whole rows. Each is one step back. */
export function useGridEditing(context: EditingContext) {
  const { table, cursor } = context
  const { t } = useI18n()
  const source = inject(lookupSourceKey)
  const placeOf = inject(askingPlaceKey, undefined)
  const pending = ref(0)

  const rowAt = (index: number): LineRow | undefined => table.rows[index]

  async function lookUp(lookups: readonly OpenLookup[]): Promise<void> {
    if (lookups.length === 0 || source === undefined) return
    pending.value++
    await settle(lookups.filter((lookup) => !readsRow(lookup)))
    await settle(lookups.filter(readsRow))
    pending.value--
  }

  async function settle(lookups: readonly OpenLookup[]): Promise<void> {
    if (lookups.length === 0 || source === undefined) return
    const byName = new Map(context.columns().map((column) => [column.name, column]))
    const placed = lookups.map((lookup) => ({ ...lookup, place: placeOf?.(lookup.column.field, table.find(lookup.key)) }))
    const edits = await resolveLookups(source, placed, (id, field) => context.readId(id, byName.get(field.name)!), {
      notFound: (text) => t('ui.grid.notFound', { text }),
      ambiguous: (text, titles) => t('ui.grid.ambiguous', { text, titles: titles.join('、') }),
    })
    const asked = new Map(lookups.map((lookup) => [`${lookup.key} ${lookup.column.name}`, lookup.text]))
    table.settle(edits.filter((edit) => table.find(edit.key)?.typed[edit.column] === asked.get(`${edit.key} ${edit.column}`)))
  }

  /** Takes over what was typed into the current cell. */
  function commitText(text: string): void {
    const row = rowAt(cursor.value.row)
    const column = context.columns()[cursor.value.column]
    if (row === undefined || column === undefined || !isOpenCell(column, row)) return
    const edits = text.trim() === '' ? emptyCell(row, column) : [planCell(row.key, column, text, t('ui.grid.searching'))]
    table.run(t('ui.grid.typed', { column: column.label }), [{ do: 'cells', edits }])
    if (edits[0]?.state.problem !== undefined && column.assist === 'records') {
      void lookUp([{ key: row.key, column, text: text.trim(), takesFirst: true }])
    }
  }

  function commitChoice(id: string, title: string): void {
    const row = rowAt(cursor.value.row)
    const column = context.columns()[cursor.value.column]
    if (row === undefined || column === undefined) return
    const value = column.assist === 'options' ? id : context.readId(id, column)
    table.run(t('ui.grid.typed', { column: column.label }), [
      { do: 'cells', edits: [{ key: row.key, column: column.name, state: { value, title, own: true } }] },
    ])
  }

  function clearRange(): void {
    table.run(t('ui.grid.cleared'), [{ do: 'cells', edits: clearEdits(table.rows, context.columns(), rangeOf(cursor.value)) }])
  }

  function fillDown(): void {
    table.run(t('ui.grid.filled'), [{ do: 'cells', edits: fillEdits(table.rows, context.columns(), rangeOf(cursor.value)) }])
  }

  function insertRow(): void {
    if (table.rows.length < context.limit()) table.run(t('ui.grid.inserted'), [{ do: 'insert', at: cursor.value.row, rows: [createRow()] }])
  }

  function removeRows(): void {
    const { top, bottom } = rangeOf(cursor.value)
    table.run(t('ui.grid.removed'), [{ do: 'remove', rows: table.rows.slice(top, bottom + 1) }])
  }

  return { pending, lookUp, commitText, commitChoice, clearRange, fillDown, insertRow, removeRows }
}

/** What a filter reads of the same row is looked up before it. */
const readsRow = ({ column }: OpenLookup): boolean => column.field.filter?.includes('line.') === true
