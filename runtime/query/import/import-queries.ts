import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { refuseSwitchedOff } from '../refuse-switched-off.ts'
import {
  countWritten,
  findImport,
  importRowsAfter,
  importsOf,
  refusedRowsAfter,
  writtenRowsBefore,
  type ImportBatch,
} from '../../store/content/imports.ts'
import type { Query, QueryContext } from '../query.ts'
import { importChunk } from './import-chunk.ts'
import type { ImportContent } from './import-content.ts'
import { importTargets } from './import-targets.ts'
import { importWork } from './import-work.ts'
import { matchHeadings } from './match-headings.ts'

/** Imports that are listed, and problems that are shown with one; the error file has them all. */
const MOST_LISTED = 30
const MOST_SHOWN = 200
const REMEMBERED = 50

/** Fields that a file can fill, and where the columns with these headings probably go. Errors: `not-permitted`, `unknown-entity`. */
const importMapping: Query = {
  name: 'import-mapping',
  cost: 'point',
  async run(context: QueryContext, request: { entity: string; headings?: (string | null)[] }): Promise<unknown> {
    requireImport(context, request.entity)
    const targets = importTargets(context, request.entity)
    const remembered = await rememberedColumns(context, request.entity)
    return {
      targets: targets.map(({ to, label, lines, isRequired, isKey, field }) => ({
        to,
        label,
        lines,
        required: isRequired,
        key: isKey,
        type: field?.definition.type ?? 'text',
      })),
      columns: matchHeadings(request.headings ?? [], targets, remembered),
    }
  },
}

/** As the person mapped these headings before. */
async function rememberedColumns(context: QueryContext, entity: string): Promise<Map<string, string | null>> {
  const remembered = new Map<string, string | null>()
  const { person } = context.actor
  if (person === null) return remembered
  for (const batch of await importsOf(context.reading, person, REMEMBERED)) {
    if (batch.entity !== entity || batch.state === 'failed') continue
    const { headings, columns } = batch.content as ImportContent
    headings.forEach((heading, index) => {
      if (heading !== null && !remembered.has(heading)) remembered.set(heading, columns[index] ?? null)
    })
  }
  return remembered
}

/** Errors: `unknown-entity`, `module-off`, `not-permitted`. */
function requireImport({ model, organisation, actor }: QueryContext, entity: string): void {
  if (!model.entities.has(entity)) throw fail('unknown-entity', { entity })
  refuseSwitchedOff(model, entity, model.entities.get(entity)?.label)
  if (!authorityOf(model, organisation, actor).may('import', entity)) throw fail('not-permitted', { action: { zh: '导入', en: 'import' } })
}

/** What an import is doing, for who has begun it, with the first problems. Errors: `not-found`. */
const importStatus: Query = {
  name: 'import',
  cost: 'point',
  async run(context: QueryContext, request: { id: string }): Promise<unknown> {
    const batch = await ownImport(context, request.id)
    const rows = await refusedRowsAfter(context.reading, batch.id, 0, MOST_SHOWN)
    const { headings } = batch.content as ImportContent
    return {
      ...batchToJson(batch),
      ...(await countWritten(context.reading, batch.id)),
      headings,
      problems: rows.flatMap(({ errors }) => errors as unknown[]).slice(0, MOST_SHOWN),
    }
  },
}

const imports: Query = {
  name: 'imports',
  cost: 'point',
  async run(context: QueryContext, request: { entity?: string }): Promise<unknown> {
    const { person } = context.actor
    const found = person === null ? [] : await importsOf(context.reading, person, MOST_LISTED)
    return { imports: found.filter((batch) => request.entity === undefined || batch.entity === request.entity).map(batchToJson) }
  },
}

/** A page of what was refused, with its cells and reasons: rows of the error file. Errors: `not-found`. */
const importErrors: Query = {
  name: 'import-errors',
  cost: 'long',
  async run(context: QueryContext, request: { id: string; after?: number; limit: number }): Promise<unknown> {
    const batch = await ownImport(context, request.id)
    const { headings, file } = batch.content as ImportContent
    const refused = await refusedRowsAfter(context.reading, batch.id, request.after ?? 0, request.limit)
    const rows: { row: number; cells: readonly (string | null)[]; errors: unknown }[] = []
    for (const { head, errors } of refused) {
      for (const row of await importRowsAfter(context.reading, batch.id, head - 1, 1)) rows.push({ row: row.row, cells: row.cells, errors })
    }
    return { name: file.name, headings, rows, next: refused.length === request.limit ? refused.at(-1)!.head : undefined }
  },
}

/** What an import has written, last first: to be taken back. Asked by the work itself. */
const importWritten: Query = {
  name: 'import-written',
  cost: 'long',
  internal: true,
  async run(context: QueryContext, request: { import: number; limit: number }): Promise<unknown> {
    const batch = await findImport(context.reading, request.import)
    if (batch === undefined) throw fail('not-found')
    const written = await writtenRowsBefore(context.reading, batch.id, batch.reached, request.limit)
    const rows: unknown[] = []
    for (const row of written) {
      const stored = await context.store.records.load(context.reading, batch.entity, row.record!)
      const status = stored === undefined || stored.header.deletedAt !== null ? 'deleted' : stored.header.status
      const lineIds = Object.fromEntries(
        Object.entries(stored?.lines ?? {}).map(([name, lines]) => [name, lines.map(({ id }) => formatId(id))]),
      )
      rows.push({ head: row.head, state: row.state, id: formatId(row.record!), version: row.version, former: row.former, status, lineIds })
    }
    return { rows }
  },
}

/** An import is its maker's alone. Errors: `not-found`. */
async function ownImport(context: QueryContext, id: string): Promise<ImportBatch> {
  const batch = await findImport(context.reading, parseId(id, 'id'))
  if (batch === undefined || batch.person !== context.actor.person) throw fail('not-found')
  return batch
}

function batchToJson(batch: ImportBatch): Record<string, unknown> {
  const { file, mode, key, submit, failure } = batch.content as ImportContent
  const { entity, state, total, done, bad, at, endedAt } = batch
  return {
    id: formatId(batch.id),
    entity,
    state,
    total,
    done,
    bad,
    at,
    endedAt,
    file: file.name,
    mode,
    key: key ?? null,
    submit,
    failure: failure ?? null,
  }
}

export const importQueries: readonly Query[] = [importMapping, importStatus, imports, importErrors, importChunk, importWork, importWritten]
