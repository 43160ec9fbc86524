import { fail } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { Changes } from '../../engine/record/merge-changes.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { findImport, importRowsAfter, type ImportState, type ImportedRow } from '../../store/content/imports.ts'
import { selectRecords } from '../../store/reading/select-records.ts'
import { authorizeRead } from '../authorize.ts'
import type { Query, QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'
import type { ImportContent, ImportProblem } from './import-content.ts'
import { mappedColumns, readGroup, referredTexts, wordsOf, type ImportGroup } from './import-groups.ts'
import { ImportReferences } from './import-references.ts'
import { importTargets } from './import-targets.ts'

/** One record of a file, ready to be saved, or refused before that. */
export interface ImportItem {
  readonly head: number
  readonly rows: readonly number[]
  readonly request?: { readonly entity: string; readonly id?: string; readonly version?: number; readonly changes: Changes }
  /** Values before, of a record that will be changed. */
  readonly former?: unknown
  readonly problems: readonly ImportProblem[]
  /** Columns of the file by what findings call them: `price`, `lines/price`. */
  readonly lineRows: Readonly<Record<string, readonly number[]>>
  /** Was refused when it was read in or tried out. */
  readonly isRefused: boolean
}

export interface ImportChunk {
  readonly state: ImportState
  readonly reached: number
  readonly content: ImportContent
  readonly entity: string
  readonly items: readonly ImportItem[]
}

/** The next records of a file as requests, under the rights of who imports. Asked by the work itself. */
export const importChunk: Query = {
  name: 'import-chunk',
  cost: 'long',
  internal: true,
  async run(context: QueryContext, request: { import: number; limit: number }): Promise<ImportChunk> {
    const batch = await findImport(context.reading, request.import)
    if (batch === undefined) throw fail('not-found')
    const own = batch.content as ImportContent
    const content = withSame(own)
    const found = (await importRowsAfter(context.reading, batch.id, batch.reached, request.limit)).map((row) => sameInRow(own, row))
    const columns = mappedColumns(content, importTargets(context, batch.entity))
    const references = new ImportReferences(context)
    for (const [entity, texts] of referredTexts(found, columns)) await references.learn(entity, texts)
    const groups = byHead(found).map((rows) => ({ rows, group: readGroup(rows, columns, content, references) }))
    const known = await knownRecords(context, batch.entity, content, groups)
    const items: ImportItem[] = []
    for (const { rows, group } of groups) items.push(await itemOf(context, batch.entity, content, rows, group, known))
    return { state: batch.state, reached: batch.reached, content, entity: batch.entity, items }
  },
}

/** What every record is given is as many more columns behind those of the file. */
function withSame(content: ImportContent): ImportContent {
  return { ...content, columns: [...content.columns, ...Object.keys(content.same ?? {})] }
}

function sameInRow({ columns, same }: ImportContent, row: ImportedRow): ImportedRow {
  if (same === undefined) return row
  return { ...row, cells: [...columns.map((_to, index) => row.cells[index] ?? null), ...Object.values(same)] }
}

function byHead(rows: readonly ImportedRow[]): ImportedRow[][] {
  const groups = new Map<number, ImportedRow[]>()
  for (const row of rows) groups.set(row.head, [...(groups.get(row.head) ?? []), row])
  return [...groups.values()]
}

/** Ids by what the key column says. */
async function knownRecords(
  context: QueryContext,
  entity: string,
  { key, mode }: ImportContent,
  groups: readonly { group: ImportGroup }[],
): Promise<Map<string, number[]>> {
  const known = new Map<string, number[]>()
  const texts = [...new Set(groups.flatMap(({ group }) => (group.key === null ? [] : [group.key])))]
  if (key === undefined || mode === 'insert' || texts.length === 0) return known
  const plan = authorizeRead(context, entity)
  if (plan.hidden.has(key)) return known
  const where = [{ in: { path: [key] }, list: texts.map((text) => ({ constant: text })) }]
  const columns = ['id', key].map((name) => ({ name, path: [name] }))
  const { rows } = await selectRecords(readingSource(context), { plan, columns, where, sort: [], limit: texts.length * 2 })
  for (const row of rows) known.set(String(row[key]), [...(known.get(String(row[key])) ?? []), row.id as number])
  return known
}

async function itemOf(
  context: QueryContext,
  entity: string,
  content: ImportContent,
  rows: readonly ImportedRow[],
  group: ImportGroup,
  known: ReadonlyMap<string, number[]>,
): Promise<ImportItem> {
  const [first] = rows as [ImportedRow]
  const problems = [...((first.errors as ImportProblem[] | null) ?? []), ...group.problems]
  const ids = group.key === null ? [] : (known.get(group.key) ?? [])
  const keyProblem = problemOfKey(context, entity, content, group, ids)
  if (keyProblem !== undefined) problems.push(keyProblem)
  const base = { head: group.head, rows: group.rows, lineRows: group.lineRows, isRefused: first.state === 'bad' }
  if (problems.length > 0) return { ...base, problems }
  const record = ids[0] === undefined ? undefined : await context.store.records.load(context.reading, entity, ids[0])
  const changes = changesOf(group, record)
  if (record === undefined) return { ...base, request: { entity, changes }, problems }
  const request = { entity, id: formatId(record.header.id), version: record.header.version, changes }
  return { ...base, request, former: formerValues(context, entity, changes, record), problems }
}

function problemOfKey(
  context: QueryContext,
  entity: string,
  { key, mode, language, columns }: ImportContent,
  group: ImportGroup,
  ids: readonly number[],
): ImportProblem | undefined {
  if (key === undefined || mode === 'insert') return undefined
  const label = planOf(context.model, context.registry, entity).header.byName.get(key)?.label ?? { zh: '编号', en: 'Number' }
  const column = columns.indexOf(key)
  if (group.key === null) {
    // A new record may draw its number.
    if (mode === 'upsert') return undefined
    return { row: group.head, column, message: wordsOf({ code: 'required', parameters: { label } }, language) }
  }
  const parameters = { label, value: group.key, entity: label, text: group.key }
  if (ids.length > 1) return { row: group.head, column, message: wordsOf({ code: 'reference-ambiguous', parameters }, language) }
  if (ids.length === 0 && (mode === 'update' || key === 'number')) {
    return { row: group.head, column, message: wordsOf({ code: 'no-such-key', parameters }, language) }
  }
  return undefined
}

/** Lines of the file take the place of those that are there. */
function changesOf(group: ImportGroup, record: StoredRecord | undefined): Changes {
  const lines = Object.fromEntries(
    Object.entries(group.lines).map(([name, rows]) => [
      name,
      [
        ...(record?.lines[name] ?? []).map(({ id }) => ({ do: 'remove' as const, id: formatId(id) })),
        ...rows.map((values) => ({ do: 'insert' as const, values })),
      ],
    ]),
  )
  return { values: group.values, ...(Object.keys(lines).length === 0 ? {} : { lines }) }
}

/** What undoing puts back. */
function formerValues(context: QueryContext, entity: string, changes: Changes, record: StoredRecord): unknown {
  const plan = planOf(context.model, context.registry, entity)
  const toJson = (value: unknown, field: { type: { toJson(value: unknown, field: never): unknown }; definition: unknown }): unknown =>
    value === null || value === undefined ? null : field.type.toJson(value, field.definition as never)
  const values = Object.fromEntries(
    Object.keys(changes.values ?? {}).map((name) => [name, toJson(record.values[name], plan.header.byName.get(name)! as never)]),
  )
  const lines = Object.fromEntries(
    Object.keys(changes.lines ?? {}).map((name) => {
      const fields = plan.linesByName.get(name)!.fields.filter((field) => !field.live && field.formula === undefined)
      return [
        name,
        record.lines[name]!.map((line) =>
          Object.fromEntries(fields.map((each) => [each.name, toJson(line.values[each.name], each as never)])),
        ),
      ]
    }),
  )
  return { values, lines }
}
