import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import type { ImportContent, ImportMode } from '../../query/import/import-content.ts'
import { findFile } from '../../store/content/files.ts'
import {
  findImport,
  forgetImportErrors,
  forgetImportRows,
  importsOf,
  insertImport,
  updateImport,
  type ImportBatch,
  type ImportState,
} from '../../store/content/imports.ts'
import { requireRight } from '../access.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { importWork } from './import-work.ts'

const MOST_COLUMNS = 500
/** Files of earlier attempts whose rows are kept no longer. */
const LOOKED_BACK = 50
/** Undoing goes from the last row to the first. */
const BEHIND_ALL = Number.MAX_SAFE_INTEGER

interface StartBody {
  readonly entity: string
  readonly file: string
  readonly sheet?: number
  readonly heading?: number
  readonly encoding?: string
  readonly headings: (string | null)[]
  readonly columns: (string | null)[]
  readonly same?: Readonly<Record<string, string>>
  readonly mode?: ImportMode
  readonly key?: string
  readonly group?: number
  readonly submit?: boolean
}

const column = { type: 'string', maxLength: 200, nullable: true } as const
const startSchema = objectSchema(
  {
    entity: nameSchema,
    file: idSchema,
    sheet: { type: 'integer', minimum: 0, maximum: 1000 },
    heading: { type: 'integer', minimum: 1, maximum: 100 },
    encoding: { type: 'string', enum: ['utf-8', 'gbk', 'utf-16le', 'utf-16be'] },
    headings: { type: 'array', maxItems: MOST_COLUMNS, items: { type: 'string', maxLength: 1000, nullable: true } },
    columns: { type: 'array', maxItems: MOST_COLUMNS, items: column },
    same: { type: 'object', additionalProperties: { type: 'string', maxLength: 1000 } },
    mode: { type: 'string', enum: ['insert', 'update', 'upsert'] },
    key: nameSchema,
    group: { type: 'integer', minimum: 0, maximum: MOST_COLUMNS },
    submit: { type: 'boolean' },
  },
  ['entity', 'file', 'headings', 'columns'],
)

/** Reads an uploaded file in and tries every row out; nothing is written before `continue-import`. Errors: `not-permitted`, `not-found`, `required`. */
const startImport: UseCase = {
  name: 'start-import',
  help: { zh: '导入文件：读入并逐行试算，不写入数据', en: 'Reads a file in and tries every row out; writes no record' },
  request: { ...startSchema },
  async run(unit: Unit, body: StartBody) {
    const plan = planOf(unit.model, unit.registry, body.entity)
    requireRight(unit, 'import', plan)
    const { mode = 'insert', submit = false, key } = body
    if (mode !== 'update') requireRight(unit, 'create', plan)
    if (mode !== 'insert') requireRight(unit, 'edit', plan)
    if (submit) requireRight(unit, 'submit', plan)
    if (body.columns.every((each) => each === null)) throw fail('required', { label: { zh: '列对应', en: 'columns' } }, 'columns')
    if (mode !== 'insert' && (key === undefined || !body.columns.includes(key))) {
      throw fail('required', { label: { zh: '匹配字段', en: 'the field to find records by' } }, 'key')
    }
    const file = await findFile(unit.transaction, parseId(body.file, 'file'))
    if (unit.actor.person === null || file?.createdBy !== unit.actor.person) throw fail('not-found')
    await forgetAttempts(unit, unit.actor.person, body.entity)
    const content: ImportContent = {
      file: { id: body.file, name: file.name, hash: file.hash },
      table: { sheet: body.sheet, heading: body.heading ?? 1, encoding: body.encoding },
      headings: body.headings,
      columns: body.columns,
      same: body.same,
      mode,
      key,
      group: body.group,
      submit: submit && plan.isDocument,
      language: unit.command.language,
      scopes: unit.actor.scopes,
    }
    const id = await insertImport(unit.transaction, { entity: body.entity, person: unit.actor.person, content, at: unit.now })
    unit.audit({ action: 'start-import', entity: body.entity, values: { import: formatId(id), file: file.name, mode } })
    return work(unit, id)
  },
}

/** Rows of files that were never imported are not kept. */
async function forgetAttempts(unit: Unit, person: number, entity: string): Promise<void> {
  for (const batch of await importsOf(unit.transaction, person, LOOKED_BACK)) {
    const isOver = batch.state === 'checked' || batch.state === 'failed' || (batch.state === 'cancelled' && batch.done === 0)
    if (batch.entity === entity && isOver) await forgetImportRows(unit.transaction, batch.id)
  }
}

const importSchema = objectSchema({ import: idSchema, skip: { type: 'boolean' } }, ['import'])

/** Writes what was tried out. Errors: `import-state`, `line-failed` where rows are refused and not to be skipped. */
const continueImport: UseCase = {
  name: 'continue-import',
  help: { zh: '确认导入；skip 跳过有错的行', en: 'Imports what was tried out; skip leaves refused rows out' },
  request: { ...importSchema },
  async run(unit: Unit, body: { import: string; skip?: boolean }) {
    const batch = await requireImport(unit, body.import, ['checked'])
    requireRight(unit, 'import', planOf(unit.model, unit.registry, batch.entity))
    if (batch.bad > 0 && body.skip !== true) throw fail('line-failed', { count: batch.bad })
    unit.audit({ action: 'import', entity: batch.entity, values: { import: body.import, total: batch.total, refused: batch.bad } })
    await updateImport(unit.transaction, { ...batch, state: 'importing', reached: 0, done: 0, bad: 0 })
    return work(unit, batch.id)
  },
}

/** Stops; what is written by then stays, and can be undone. */
const cancelImport: UseCase = {
  name: 'cancel-import',
  help: { zh: '停止导入；已写入的可撤销', en: 'Stops an import; what is written can be undone' },
  request: { ...importSchema },
  async run(unit: Unit, body: { import: string }) {
    const batch = await requireImport(unit, body.import, ['reading', 'checking', 'checked', 'importing'])
    const state: ImportState = batch.state === 'importing' ? 'imported' : 'cancelled'
    unit.audit({ action: 'cancel-import', entity: batch.entity, values: { import: body.import, done: batch.done } })
    await updateImport(unit.transaction, { ...batch, state, endedAt: unit.now })
    return { import: body.import, state }
  },
}

/** Takes back what an import has written: new drafts and master data are deleted, posted ones voided, changed ones as they were. All, or nothing and the reasons. */
const undoImport: UseCase = {
  name: 'undo-import',
  help: { zh: '撤销整批导入；有后续业务时全部保留并说明原因', en: 'Takes a whole import back, or tells why not' },
  request: { ...importSchema },
  async run(unit: Unit, body: { import: string }) {
    const batch = await requireImport(unit, body.import, ['imported'])
    await forgetImportErrors(unit.transaction, batch.id)
    unit.audit({ action: 'undo-import', entity: batch.entity, values: { import: body.import } })
    await updateImport(unit.transaction, { ...batch, state: 'undo-checking', reached: BEHIND_ALL, done: 0, bad: 0 })
    return work(unit, batch.id)
  },
}

function work(unit: Unit, id: number): { import: string } {
  unit.enqueue({ kind: 'run-import', payload: { import: id } })
  return { import: formatId(id) }
}

/** An import is its maker's alone. Errors: `not-found`, `import-state`. */
async function requireImport(unit: Unit, text: string, states: readonly ImportState[]): Promise<ImportBatch> {
  const batch = await findImport(unit.transaction, parseId(text, 'import'))
  if (batch === undefined || batch.person !== unit.actor.person) throw fail('not-found')
  if (!states.includes(batch.state)) throw fail('import-state', { state: batch.state })
  return batch
}

export const importUseCases: readonly UseCase[] = [startImport, continueImport, cancelImport, undoImport, ...importWork]
