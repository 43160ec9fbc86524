import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import type { Bound } from '../store/database.ts'
import { countRecords, selectRecords, sumRecords, type RecordSelection } from '../store/reading/select-records.ts'
import { authorizeRead } from './authorize.ts'
import { balancesOf, readableBalances } from './balance-fields.ts'
import { readFilter, type FindField } from './filter.ts'
import { listRequest, type ListRequest } from './list-request.ts'
import { allColumns, withLiveFigures } from './live-columns.ts'
import type { Query, QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { referenceTitles, valuesToJson, type ShownField } from './row-json.ts'
import { readableRollUps, rollUpsOf } from './roll-up-fields.ts'
import { searchPredicate } from './search-predicate.ts'
import { findSystemField, SYSTEM_COLUMNS } from './system-columns.ts'
import { titleOf, titlePaths } from './titles.ts'
import { shownField, visibleFields } from './visible-fields.ts'
import { notPermitted } from './not-permitted.ts'

/** Counting stops here: people read "10,000+" as well as a larger number. */
const COUNT_CAP = 10_000

/** One page of an entity's records under the reader's rights. Errors: unknown-entity, not-permitted, unknown-field, bad-filter. */
export const list: Query = {
  name: 'list',
  cost: 'point',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const wanted = listRequest(request)
    const entity = context.model.entities.get(wanted.entity)
    if (entity === undefined) throw fail('unknown-entity', { entity: wanted.entity })
    const selection = listSelection(context, entity, wanted)
    const source = readingSource(context)
    const page = await selectRecords(source, selection.selection)
    const titles = await referenceTitles(context, selection.shown, page.rows)
    const rows = page.rows.map((row, index) => rowToJson(context, entity, selection.shown, row, titles[index] as Record<string, string>))
    for (const [index, row] of page.rows.entries()) {
      Object.assign(rows[index]!.values as object, await balancesOf(context, selection.live, row))
      Object.assign(rows[index]!.values as object, await rollUpsOf(context, selection.rollUps, row['system.id'] as number))
    }
    return {
      rows,
      next: page.next === undefined ? undefined : encodeCursor(page.next),
      count: wanted.count ? await countRecords(source, selection.selection, COUNT_CAP) : undefined,
      totals: wanted.totals.length === 0 ? undefined : await totalsOf(context, selection, wanted.totals),
    }
  },
}

/** A page in inside form, for what is taken away: `operation` is a right that is needed beside `view`. Errors: as `list`. */
export async function readListPage(
  context: QueryContext,
  request: unknown,
  operation: string,
): Promise<{
  entity: EntityDefinition
  shown: ShownField[]
  rows: Record<string, unknown>[]
  titles: Record<string, string>[]
  next?: string
}> {
  const wanted = listRequest(request)
  const entity = context.model.entities.get(wanted.entity)
  if (entity === undefined) throw fail('unknown-entity', { entity: wanted.entity })
  const authority = authorityOf(context.model, context.organisation, context.actor)
  if (!authority.may(operation, entity.name)) throw notPermitted(operation, entity.label ?? entity.name)
  const rows = authority.rows(entity.name, operation)
  const listed = listSelection(context, entity, wanted)
  const { selection, shown } = listed
  const where = rows === 'all' ? selection.where : [...selection.where, rows === 'none' ? NOTHING : rows]
  const page = await selectRecords(readingSource(context), { ...selection, where })
  const titles = await referenceTitles(context, shown, page.rows)
  return {
    entity,
    shown: allColumns(wanted.fields, shown, listed),
    rows: await withLiveFigures(context, listed, page.rows),
    titles,
    next: page.next && encodeCursor(page.next),
  }
}

const NOTHING: Predicate = { constant: false }

interface ListSelection {
  readonly selection: RecordSelection
  readonly shown: ShownField[]
  /** Balance fields asked for: read live, row by row. */
  readonly live: ReturnType<typeof readableBalances>
  /** Roll-ups asked for: likewise. */
  readonly rollUps: ReturnType<typeof readableRollUps>
}

/** What a list reads, with its filter and rights. Errors: `unknown-field`, `bad-filter`. */
export function listSelection(context: QueryContext, entity: EntityDefinition, wanted: ListRequest): ListSelection {
  const plan = authorizeRead(context, entity.name)
  const fields = visibleFields(entity, plan.hidden, context.registry)
  const find: FindField = (name) => fields.find((each) => each.name === name) ?? findSystemField(name)
  const live = readableBalances(context, entity, plan.hidden).filter((field) => wanted.fields.includes(field.name))
  const rollUps = readableRollUps(context, entity, plan.hidden).filter((field) => wanted.fields.includes(field.name))
  const ofItsOwn = (name: string) => fields.find((each) => each.name === name)
  // A field of the entity goes before what every record has: a person's department is not the department of its record.
  const stored = wanted.fields.filter(
    (name) =>
      ![...live, ...rollUps].some((field) => field.name === name) && (ofItsOwn(name) !== undefined || findSystemField(name) === undefined),
  )
  const named = wanted.fields.length === 0 ? fields : stored.map((name) => ofItsOwn(name) ?? missing(name))
  // Coordinates of balances are formulas over the record, so its stored fields are read along.
  const read = live.length === 0 ? named : [...named, ...fields.filter((each) => !named.includes(each))]
  const findEntity = (name: string): EntityDefinition | undefined => context.model.entities.get(name)
  const shown = named.map(({ name, field }) => ({ name, field: shownField(field, entity.fields, findEntity) }))
  const titles = titlePaths(context, entity.name).filter((path) => !plan.hidden.has(path[0] as string))
  const columns = [
    ...SYSTEM_COLUMNS.map((name) => ({ name: `system.${name}`, path: [name] })),
    ...titles.map((path) => ({ name: `title.${path.join('.')}`, path })),
    ...read.map((each) => ({ name: each.name, path: each.path })),
  ]
  const where: Predicate[] = []
  if (wanted.filter !== undefined) where.push(readFilter(wanted.filter, find, context))
  if (wanted.search !== '') where.push(searchPredicate(context, entity, plan.hidden, wanted.search))
  for (const name of wanted.totals) {
    const isThere = entity.fields.some((field) => field.name === name) && !plan.hidden.has(name)
    if (!isThere && findSystemField(name) === undefined) missing(name)
  }
  const sort = wanted.sort.map(({ name, descending }) => ({ path: (find(name) ?? missing(name)).path, descending }))
  return {
    shown,
    live,
    rollUps,
    selection: {
      plan,
      columns,
      where,
      sort,
      limit: wanted.limit,
      after: wanted.after === undefined ? undefined : decodeCursor(wanted.after),
      deleted: wanted.deleted,
    },
  }
}

function missing(name: string): never {
  throw fail('unknown-field', { field: name })
}

/** `Row` of the REST surface. */
export function rowToJson(
  context: QueryContext,
  entity: EntityDefinition,
  shown: readonly ShownField[],
  row: Readonly<Record<string, unknown>>,
  titles: Record<string, string>,
): Record<string, unknown> {
  const titleRow: Record<string, unknown> = { id: row['system.id'] }
  for (const [name, value] of Object.entries(row)) if (name.startsWith('title.')) titleRow[name.slice('title.'.length)] = value
  const person = (id: unknown): string | null => (typeof id === 'number' ? (context.organisation.people.get(id)?.name ?? `#${id}`) : null)
  return {
    id: formatId(row['system.id'] as number),
    version: row['system.version'],
    status: row['system.status'],
    outcome: row['system.outcome'],
    number: row['system.number'],
    title: titleOf(context, entity.name, titleRow),
    createdAt: row['system.createdAt'],
    createdBy: person(row['system.createdBy']),
    values: valuesToJson(context, shown, row),
    titles,
  }
}

async function totalsOf(
  context: QueryContext,
  { selection, shown }: ListSelection,
  names: readonly string[],
): Promise<Record<string, string>> {
  const numeric = new Set(['number', 'money', 'percent'])
  const columns = selection.columns.filter(
    (column) => names.includes(column.name) && numeric.has(shown.find((each) => each.name === column.name)?.field.type ?? ''),
  )
  if (columns.length === 0) return {}
  const sums = await sumRecords(readingSource(context), { ...selection, columns })
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum.toString()]))
}

function encodeCursor(values: readonly Bound[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

function decodeCursor(cursor: string): Bound[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(values) && values.every((value) => value === null || typeof value === 'number' || typeof value === 'string')) {
      return values as Bound[]
    }
  } catch {
    // Falls through to the refusal below.
  }
  throw fail('bad-request', { reason: 'after' }, 'after')
}
