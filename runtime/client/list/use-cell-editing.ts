import { notify } from '@formwork/runtime/ui/notice/notices.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { ref, shallowRef } from 'vue'
import { useAttempt } from '../api/attempt.ts'
import { api, ApiError, type RowData, type VisibleEntity } from '../api/index.ts'
import { toInside } from '../fields/convert.ts'
import { fieldType } from '../fields/faces.ts'
import { i18n } from '../i18n/index.ts'
import { useDefinitions } from '../shell/definitions.ts'
import type { ListColumn } from './list-columns.ts'
import { useListAsking } from './use-list-asking.ts'

/** What is edited in a list, and what became of it. */
export interface EditedCell {
  id: string
  column: string
  value: unknown
  title?: string
  problem?: string
}

const EDITABLE = new Set(['draft', 'active', 'disabled'])

/** Cells of drafts and master data can be changed in the list, one at a time, through the same save as everywhere. */
export function useCellEditing(entity: () => VisibleEntity | undefined, replace: (row: RowData) => void) {
  const definitions = useDefinitions()
  const cell = shallowRef<EditedCell>()
  const isSaving = ref(false)
  const { attempt } = useAttempt()
  const asking = useListAsking(entity)

  const fieldOf = (column: ListColumn): FieldDefinition | undefined => editableField(entity(), column)

  const mayEdit = (row: RowData, column: ListColumn): boolean =>
    EDITABLE.has(row.status) && entity() !== undefined && definitions.mayDo(entity()!.name, 'edit') && fieldOf(column) !== undefined

  async function begin(row: RowData, column: ListColumn): Promise<void> {
    if (isSaving.value || !mayEdit(row, column)) return
    await asking.prepare(row.id, fieldOf(column)!).catch(() => undefined)
    cell.value = { id: row.id, column: column.name, value: row.values[column.name] ?? null, title: row.titles?.[column.name] }
  }

  function type(value: unknown, title?: string): void {
    if (cell.value !== undefined) cell.value = { ...cell.value, value, title: title ?? cell.value.title, problem: undefined }
  }

  const leave = (): void => void (cell.value = undefined)

  /** Saves what was typed; what is refused stays in the cell with the reason. */
  async function commit(row: RowData, column: ListColumn): Promise<boolean> {
    const edited = cell.value
    const field = fieldOf(column)
    if (edited === undefined || field === undefined || edited.id !== row.id || edited.column !== column.name) return true
    if (same(edited.value, row.values[column.name] ?? null)) {
      leave()
      return true
    }
    const checked = toInside(edited.value, field)
    if ('problem' in checked) {
      cell.value = { ...edited, problem: checked.problem }
      return false
    }
    return send(row, edited)
  }

  async function send(row: RowData, edited: EditedCell): Promise<boolean> {
    const { name } = entity()!
    const body = { entity: name, id: row.id, version: row.version, changes: { values: { [edited.column]: edited.value } } }
    isSaving.value = true
    try {
      await attempt(['cell', body], (key) => api.command('save', body, key))
      leave()
      replace(await readRow(entity()!.name, row.id))
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      await refused(row, edited, error)
      return false
    } finally {
      isSaving.value = false
    }
  }

  /** Somebody was faster: the row shows what he wrote, what was typed here waits for another Enter. */
  async function refused(row: RowData, edited: EditedCell, error: ApiError): Promise<void> {
    const words = wordsOf(error)
    cell.value = { ...edited, problem: words }
    if (error.code !== 'stale-version') return
    replace(await readRow(entity()!.name, row.id))
    notify('danger', i18n.global.t('view.changedMeanwhile', { message: words }))
  }

  return { cell, isSaving, mayEdit, fieldOf, begin, type, leave, commit }
}

function editableField(entity: VisibleEntity | undefined, column: ListColumn): FieldDefinition | undefined {
  const field = entity?.fields.find(({ name }) => name === column.name)
  if (field === undefined || field.formula !== undefined || field.readOnly !== undefined) return undefined
  const { live, files } = fieldType(field.type)
  return live === true || files !== undefined || field.type === 'lines' ? undefined : field
}

function wordsOf(error: ApiError): string {
  if (error.isOffline) return i18n.global.t('problem.offline')
  return error.findings.map(({ message }) => message).join(';') || error.message
}

async function readRow(entity: string, id: string): Promise<RowData> {
  const { rows } = await api.list(entity, { filter: { and: [{ field: 'id', operator: 'equals', value: id }] }, limit: 1 })
  return rows[0]!
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right)
export type CellEditing = ReturnType<typeof useCellEditing>
