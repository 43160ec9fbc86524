import { formatId } from '@formwork/platform/value/index.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import { makeAuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'

/** Paths that a title falls back to when the entity gives no formula: the first that has a value. */
const NATURAL_TITLES = ['number', 'name', 'code'] as const

/**
 * What records are called, by id. A title is shown wherever a visible record refers to its record;
 * parts of it that the reader may not see are left out.
 */
export async function titlesOf(context: QueryContext, entity: string, ids: readonly number[]): Promise<Map<number, string>> {
  const titles = new Map<number, string>()
  const wanted = [...new Set(ids)]
  if (wanted.length === 0 || !context.model.entities.has(entity)) return titles
  const hidden = authorityOf(context.model, context.organisation, context.actor).fields(entity).hidden
  const paths = titlePaths(context, entity).filter((path) => !hidden.has(path[0] as string))
  const plan = makeAuthorizedPlan({ resource: entity, rows: { constant: true }, seatsOf: null, hidden })
  const columns = [{ name: 'id', path: ['id'] }, ...paths.map((path) => ({ name: path.join('.'), path }))]
  for (const deleted of [false, true]) {
    const missing = wanted.filter((id) => !titles.has(id))
    if (missing.length === 0) break
    const where = [{ in: { path: ['id'] }, list: missing.map((id) => ({ constant: formatId(id) })) }]
    const page = await selectRecords(readingSource(context), { plan, columns, where, sort: [], limit: missing.length, deleted })
    for (const row of page.rows) titles.set(row.id as number, titleOf(context, entity, row))
  }
  return titles
}

/** The columns that `titleOf` reads. */
export function titlePaths(context: QueryContext, entity: string): string[][] {
  const plan = planOf(context.model, context.registry, entity)
  if (plan.title !== undefined) return plan.title.paths.map((path) => [...path])
  const names = new Set(plan.entity.fields.map((field) => field.name))
  return NATURAL_TITLES.filter((name) => name === 'number' || names.has(name)).map((name) => [name])
}

/** The title of a row that has the columns of `titlePaths`, named by their joined paths. */
export function titleOf(context: QueryContext, entity: string, row: Readonly<Record<string, unknown>>): string {
  const plan = planOf(context.model, context.registry, entity)
  if (plan.title === undefined) {
    for (const name of NATURAL_TITLES) if (typeof row[name] === 'string' && row[name] !== '') return row[name]
    return `#${String(row.id)}`
  }
  const scope: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(row)) place(scope, path.split('.'), value ?? null)
  const value = plan.title.expression.evaluate(scope as never, { now: context.now, timeZone: context.store.timeZone })
  return value === null ? `#${String(row.id)}` : String(value)
}

function place(scope: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path as [string, ...string[]]
  if (rest.length === 0) scope[name] = value
  else place((scope[name] ??= {}) as Record<string, unknown>, rest, value)
}
