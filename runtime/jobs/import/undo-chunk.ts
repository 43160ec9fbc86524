import { fail, isAppError } from '@formwork/platform/error/index.ts'
import type { Workspace } from '../../host/workspace.ts'
import type { ImportWork } from '../../query/import/import-work.ts'
import type { ImportOutcome, ImportState } from '../../store/content/imports.ts'
import { runSystemCommand } from '../run-command.ts'
import { findingsOf } from './write-chunk.ts'

const AT_ONCE = 100

interface WrittenRow {
  readonly head: number
  readonly state: 'made' | 'changed'
  readonly id: string
  readonly version: number
  readonly former: { values: Record<string, unknown>; lines: Record<string, Record<string, unknown>[]> } | null
  readonly status: string
  readonly lineIds: Readonly<Record<string, readonly string[]>>
}

/** The last written records first: all are tried before the first is taken back, and where one cannot be, all stay. */
export async function undoChunk(workspace: Workspace, work: ImportWork): Promise<void> {
  const { batch, state } = work
  const reading = { person: null, language: 'zh' as const, arguments: { import: batch, limit: AT_ONCE } }
  const { rows } = (await workspace.read('import-written', reading)) as { rows: readonly WrittenRow[] }
  const last = rows.at(-1)
  if (last === undefined) {
    await runSystemCommand(workspace, 'note-import', { import: batch, from: state, ...after(work) })
    return
  }
  const outcomes = await Promise.all(rows.map((row) => outcomeOf(workspace, work, row)))
  const bad = outcomes.filter(({ errors }) => errors !== null).length
  await runSystemCommand(workspace, 'note-import', {
    import: batch,
    from: state,
    reached: last.head,
    done: rows.length - bad,
    bad,
    outcomes,
  })
}

function after({ state, bad }: ImportWork): { state: ImportState; reached?: number } {
  if (bad > 0) return { state: 'imported' }
  return state === 'undoing' ? { state: 'undone' } : UNDOING
}

const UNDOING: { state: ImportState; reached: number } = { state: 'undoing', reached: Number.MAX_SAFE_INTEGER }

async function outcomeOf(workspace: Workspace, work: ImportWork, row: WrittenRow): Promise<ImportOutcome> {
  const { head, state, version, former } = row
  const { batch, person, entity, content } = work
  const isCheck = work.state === 'undo-checking'
  const kept = { head, state, record: Number(row.id), version, former }
  if (row.status === 'deleted') return { ...kept, errors: null }
  try {
    // The version is the one that was written: what others have changed since is not taken from them.
    await workspace.execute({
      ...orderOf(entity, row),
      key: isCheck ? undefined : `undo-import/${batch}/${head}`,
      person,
      scopes: content.scopes,
      language: content.language,
      channel: 'import',
      requestId: `undo-import/${batch}`,
      dryRun: isCheck,
    })
    return { ...kept, errors: null }
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error
    return { ...kept, errors: findingsOf(error, content.language).map(({ message }) => ({ row: head, message })) }
  }
}

/** Errors: `illegal-transition` for what is under way in a process. */
function orderOf(entity: string, { state, status, id, version, former, lineIds }: WrittenRow): { do: string; body: unknown } {
  if (state === 'changed') {
    const lines = Object.fromEntries(
      Object.entries(former?.lines ?? {}).map(([name, rows]) => [
        name,
        [...(lineIds[name] ?? []).map((line) => ({ do: 'remove', id: line })), ...rows.map((values) => ({ do: 'insert', values }))],
      ]),
    )
    return { do: 'save', body: { entity, id, version, changes: { values: former?.values ?? {}, lines } } }
  }
  if (status === 'posted') return { do: 'void', body: { entity, id, version } }
  if (status === 'submitted') {
    throw fail('illegal-transition', { status: { zh: '审批中', en: 'in approval' }, action: { zh: '撤销导入', en: 'undo the import' } })
  }
  return { do: 'delete', body: { entity, id, version } }
}
