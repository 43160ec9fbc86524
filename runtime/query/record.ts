import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import type { AuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { listExceptions, mayHaveExceptions } from '../store/records/exceptions.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import { authorizeRead, revealTo } from './authorize.ts'
import { balancesOf, balancesOfRows, readableBalances } from './balance-fields.ts'
import { rowToJson } from './list.ts'
import { allowedOperations } from './allowed-operations.ts'
import { conversionsOf } from './offered-conversions.ts'
import { readableRollUps, rollUpsOf } from './roll-up-fields.ts'
import { processOf } from './process-of.ts'
import type { Query, QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { referenceTitles, valuesToJson } from './row-json.ts'
import { SYSTEM_COLUMNS } from './system-columns.ts'
import { titlePaths, titlesOf } from './titles.ts'
import { shownField, visibleFields } from './visible-fields.ts'

/** More lines than the largest document has. */
const MOST_LINES = 10_000

/** One whole record under the reader's rights. Errors: unknown-entity, unknown-record (also for what the reader may not see). */
export const record: Query = {
  name: 'record',
  cost: 'point',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { entity, id } = request as { entity: string; id: string }
    return readShownRecord(context, entity, id)
  },
}

/** The record, with fields that a step reveals to its reader although his role hides them. Errors: those of `record`. */
export async function readShownRecord(
  context: QueryContext,
  name: string,
  text: string,
  reveal: ReadonlySet<string> = new Set(),
): Promise<Record<string, unknown>> {
  const entity = context.model.entities.get(name)
  if (entity === undefined) throw fail('unknown-entity', { entity: name })
  const id = parseId(text, 'id')
  const plan = revealTo(authorizeRead(context, name), reveal)
  const header = await readHeader(context, entity, plan, id)
  if (header === undefined) throw fail('unknown-record', { entity: entity.label ?? name, id: text })
  return {
    ...header.json,
    lines: await readLines(context, entity, plan, id, header.row),
    balances: {
      ...(await balancesOf(context, readableBalances(context, entity, plan.hidden), header.row)),
      ...(await rollUpsOf(context, readableRollUps(context, entity, plan.hidden), id)),
    },
    ...(await exceptionsOf(context, entity, id)),
    ...(await actionsOf(context, entity, header.row, id)),
    ...(await mergedOf(context, entity, id)),
  }
}

/** What its rules let pass, for who approves it. */
async function exceptionsOf(context: QueryContext, entity: EntityDefinition, id: number): Promise<{ exceptions?: unknown[] }> {
  const found = mayHaveExceptions(context.model, entity.name) ? await listExceptions(context.reading, id) : []
  if (found.length === 0) return {}
  return {
    exceptions: found.map(({ name, mode, size, line, message, reason, person }) => ({
      name,
      mode,
      size: size.toString(),
      line: line === 0 ? null : formatId(line),
      message,
      reason,
      person: person === null ? null : (context.organisation.people.get(person)?.name ?? null),
    })),
  }
}

const isThis = (id: number): { compare: '='; left: { path: string[] }; right: { constant: string } } => ({
  compare: '=',
  left: { path: ['id'] },
  right: { constant: formatId(id) },
})

async function readHeader(context: QueryContext, entity: EntityDefinition, plan: AuthorizedPlan, id: number) {
  const fields = visibleFields(entity, plan.hidden, context.registry)
  const shown = fields.map(({ name, field }) => ({
    name,
    field: shownField(field, entity.fields, (each) => context.model.entities.get(each)),
  }))
  const titles = titlePaths(context, entity.name).filter((path) => !plan.hidden.has(path[0] as string))
  const columns = [
    ...[...SYSTEM_COLUMNS, 'owner', 'updatedAt', 'updatedBy'].map((name) => ({ name: `system.${name}`, path: [name] })),
    ...titles.map((path) => ({ name: `title.${path.join('.')}`, path })),
    ...fields.map((each) => ({ name: each.name, path: each.path })),
  ]
  for (const deleted of [false, true]) {
    const from = { plan, columns, where: [isThis(id)], sort: [], limit: 1, deleted, asWritten: true }
    const page = await selectRecords(readingSource(context), from)
    const [row] = page.rows
    if (row === undefined) continue
    const [titlesOfRow] = await referenceTitles(context, shown, page.rows)
    const person = (value: unknown): string | null =>
      typeof value === 'number' ? (context.organisation.people.get(value)?.name ?? null) : null
    return {
      row,
      json: {
        ...rowToJson(context, entity, shown, row, titlesOfRow as Record<string, string>),
        deleted,
        updatedAt: row['system.updatedAt'],
        updatedBy: person(row['system.updatedBy']),
        owner: person(row['system.owner']),
      },
    }
  }
  return undefined
}

async function readLines(
  context: QueryContext,
  entity: EntityDefinition,
  plan: AuthorizedPlan,
  id: number,
  header: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown[]>> {
  const lines: Record<string, unknown[]> = {}
  for (const linesField of entity.fields) {
    if (linesField.type !== 'lines' || plan.hidden.has(linesField.name)) continue
    const fields = visibleFields(entity, plan.hidden, context.registry, linesField.name)
    const shown = fields.map(({ name, field }) => ({
      name,
      field: shownField(field, linesField.fields ?? [], (each) => context.model.entities.get(each)),
    }))
    const columns = [{ name: 'line.id', path: [linesField.name, 'id'] }, ...fields.map((each) => ({ name: each.name, path: each.path }))]
    const page = await readLinePage(context, plan, linesField.name, columns, id)
    const titles = await referenceTitles(context, shown, page)
    const balances = readableBalances(context, entity, plan.hidden, linesField)
    const named = page.map((row) => ({ ...row, id: formatId(row['line.id'] as number) }))
    const live = await balancesOfRows(context, balances, named, header)
    lines[linesField.name] = named.map((row, index) => ({
      id: row.id,
      values: { ...valuesToJson(context, shown, row), ...live[index] },
      titles: titles[index],
    }))
  }
  return lines
}

async function readLinePage(
  context: QueryContext,
  plan: AuthorizedPlan,
  lines: string,
  columns: { name: string; path: readonly string[] }[],
  id: number,
): Promise<Record<string, unknown>[]> {
  const sort = [{ path: [lines, 'position'], descending: false }]
  for (const deleted of [false, true]) {
    const page = await selectRecords(readingSource(context), {
      plan,
      lines,
      columns,
      where: [isThis(id)],
      sort,
      limit: MOST_LINES,
      deleted,
      asWritten: true,
    })
    if (page.rows.length > 0) return page.rows
  }
  return []
}

async function actionsOf(
  context: QueryContext,
  entity: EntityDefinition,
  row: Readonly<Record<string, unknown>>,
  id: number,
): Promise<Record<string, unknown>> {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const status = String(row['system.status'])
  const process = await processOf(context, entity.name, id)
  const conversions = status === 'posted' ? await conversionsOf(context, entity.name, id) : []
  const operations = allowedOperations(authority, entity, status, process !== null)
  if (process?.mayCancel === true) operations.unshift('cancel')
  if ((process?.urgeable.length ?? 0) > 0) operations.unshift('urge')
  return { operations, conversions, process }
}

/** What was merged is history: it says into what, and all that may be done is to take that back. */
async function mergedOf(context: QueryContext, { name }: EntityDefinition, id: number): Promise<Record<string, unknown>> {
  const { merged } = context.store.ledgers
  if (!merged.has(id)) return {}
  const stays = merged.resolve(id)
  const title = (await titlesOf(context, name, [stays])).get(stays) ?? `#${formatId(stays)}`
  const mayMerge = authorityOf(context.model, context.organisation, context.actor).may('merge', name)
  return { merged: { id: formatId(stays), title }, operations: mayMerge ? ['unmerge'] : [] }
}
