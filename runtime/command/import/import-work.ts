import { fail } from '@formwork/platform/error/index.ts'
import type { ImportContent } from '../../query/import/import-content.ts'
import {
  findImport,
  insertImportRow,
  noteImportRow,
  updateImport,
  type ImportBatch,
  type ImportOutcome,
  type ImportState,
} from '../../store/content/imports.ts'
import { objectSchema, type RequestSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

const open: RequestSchema = { type: 'object', additionalProperties: {} }
const count: RequestSchema = { type: 'integer', minimum: 0 }
const anything: RequestSchema = {}

interface StageBody {
  readonly import: number
  /** Records so far. */
  readonly total: number
  readonly rows: readonly { head: number; row: number; cells: (string | null)[]; errors?: unknown }[]
}

/** Rows of a file, as they are read. */
const stageImport: UseCase = {
  name: 'stage-import',
  internal: true,
  help: { zh: '读入文件的行', en: 'Keeps rows of a file' },
  request: {
    ...objectSchema({ import: count, rows: { type: 'array', maxItems: 5_000, items: open }, total: count }, ['import', 'rows', 'total']),
  },
  async run(unit: Unit, body: StageBody) {
    const batch = await requireBatch(unit, body.import)
    for (const row of body.rows) await insertImportRow(unit.transaction, batch.id, row)
    await updateImport(unit.transaction, { ...batch, total: body.total })
    return { state: batch.state }
  },
}

interface NoteBody {
  readonly import: number
  /** The state that the work was done in: what a person has changed meanwhile stays. */
  readonly from: ImportState
  readonly state?: ImportState
  readonly reached?: number
  readonly done?: number
  readonly bad?: number
  readonly failure?: string
  readonly outcomes?: readonly ImportOutcome[]
  /** More to do: the next turn waits as a job of its own, so that other work comes in between. */
  readonly again?: boolean
}

/** What became of some records of the file, and how far the work has come. */
const noteImport: UseCase = {
  name: 'note-import',
  internal: true,
  help: { zh: '记录导入进度', en: 'Notes how far an import has come' },
  request: {
    ...objectSchema(
      {
        import: count,
        from: { type: 'string' },
        state: { type: 'string' },
        reached: count,
        done: count,
        bad: count,
        failure: { type: 'string', maxLength: 2_000 },
        outcomes: { type: 'array', maxItems: 5_000, items: { type: 'object', additionalProperties: anything } },
        again: { type: 'boolean' },
      },
      ['import', 'from'],
    ),
  },
  async run(unit: Unit, body: NoteBody) {
    const batch = await requireBatch(unit, body.import)
    for (const outcome of body.outcomes ?? []) await noteImportRow(unit.transaction, batch.id, outcome)
    const isOurs = batch.state === body.from
    const next = isOurs ? (body.state ?? batch.state) : batch.state
    await updateImport(unit.transaction, { ...countsAfter(batch, body, isOurs), state: next, endedAt: endedAt(next, unit.now, batch) })
    if (body.again === true && isOurs) unit.enqueue({ kind: 'run-import', payload: { import: batch.id } })
    return { state: next }
  },
}

function countsAfter(batch: ImportBatch, body: NoteBody, isOurs: boolean): ImportBatch {
  const content = body.failure === undefined ? batch.content : { ...(batch.content as ImportContent), failure: body.failure }
  if (!isOurs) return { ...batch, content, done: batch.done + (body.done ?? 0) }
  const isAnew = body.state !== undefined && body.reached !== undefined
  return {
    ...batch,
    content,
    reached: body.reached ?? batch.reached,
    done: isAnew ? 0 : batch.done + (body.done ?? 0),
    bad: isAnew ? 0 : batch.bad + (body.bad ?? 0),
  }
}

const ENDS: ReadonlySet<string> = new Set(['checked', 'imported', 'undone', 'cancelled', 'failed'])

function endedAt(state: string, now: number, batch: ImportBatch): number | null {
  return ENDS.has(state) ? (batch.state === state ? batch.endedAt : now) : null
}

async function requireBatch(unit: Unit, id: number): Promise<ImportBatch> {
  const batch = await findImport(unit.transaction, id)
  if (batch === undefined) throw fail('not-found')
  return batch
}

export const importWork: readonly UseCase[] = [stageImport, noteImport]
