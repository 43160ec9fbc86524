import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { AuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import { authorizeRead } from './authorize.ts'
import { balancesOf, readableBalances } from './balance-fields.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { valuesToJson } from './row-json.ts'
import { titleOf, titlePaths } from './titles.ts'
import { shownField, visibleFields } from './visible-fields.ts'

/** A record to choose from. */
export interface Choice {
  readonly id: string
  readonly title: string
  readonly code?: string
  /** What is shown beside it, as far as the reader may see it. */
  readonly values?: Readonly<Record<string, unknown>>
}

/** What look-ups of an entity read: what its records are called, its code, and what is wanted beside. */
export interface ChoiceReading {
  readonly entity: EntityDefinition
  readonly plan: AuthorizedPlan
  readonly beside: readonly string[]
}

/** Fields that are wanted beside a choice and may not be seen, or are not there, are left out. Errors: `not-permitted`. */
export function choiceReading(context: QueryContext, entity: EntityDefinition, beside: readonly string[] = []): ChoiceReading {
  return { entity, plan: authorizeRead(context, entity.name), beside }
}

/** What is disabled or voided is not offered. */
const OFFERED: Predicate = { not: { in: { path: ['status'] }, list: [{ constant: 'disabled' }, { constant: 'voided' }] } }

/** The records that `where` finds, `extra` columns along with them. */
export async function readChoices(
  context: QueryContext,
  reading: ChoiceReading,
  where: readonly Predicate[],
  limit: number,
  extra: readonly string[] = [],
): Promise<{ choice: Choice; row: Readonly<Record<string, unknown>> }[]> {
  const { entity, plan, beside } = reading
  const hasCode = entity.fields.some((field) => field.name === 'code') && !plan.hidden.has('code')
  const titles = titlePaths(context, entity.name).filter((path) => !plan.hidden.has(path[0] as string))
  const fields = beside.length === 0 ? [] : visibleFields(entity, plan.hidden, context.registry)
  const live = beside.length === 0 ? [] : readableBalances(context, entity, plan.hidden).filter(({ name }) => beside.includes(name))
  // Coordinates of balances are formulas over the record, so its stored fields are read along.
  const read = live.length > 0 ? fields : fields.filter(({ name }) => beside.includes(name))
  const columns = [
    { name: 'id', path: ['id'] },
    { name: 'note', path: [hasCode ? 'code' : 'number'] },
    ...titles.map((path) => ({ name: `title.${path.join('.')}`, path })),
    ...read.map(({ name, path }) => ({ name: `field.${name}`, path: [...path] })),
    ...extra.map((name) => ({ name: `extra.${name}`, path: [name] })),
  ]
  const page = await selectRecords(readingSource(context), { plan, columns, where: [OFFERED, ...where], sort: [], limit })
  const findEntity = (name: string): EntityDefinition | undefined => context.model.entities.get(name)
  const shown = read
    .filter(({ name }) => beside.includes(name))
    .map(({ name, field }) => ({ name, field: shownField(field, entity.fields, findEntity) }))
  const found: { choice: Choice; row: Readonly<Record<string, unknown>> }[] = []
  for (const row of page.rows) {
    const stored = partOf(row, 'field.')
    const values =
      beside.length === 0
        ? undefined
        : { ...valuesToJson(context, shown, stored), ...(await balancesOf(context, live, { ...stored, 'system.id': row.id })) }
    found.push({ choice: choiceOf(context, entity.name, row, values), row })
  }
  return found
}

function choiceOf(
  context: QueryContext,
  entity: string,
  row: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>> | undefined,
): Choice {
  const title = titleOf(context, entity, { id: row.id, ...partOf(row, 'title.') })
  const code = (row.note as string | null) ?? undefined
  return { id: formatId(row.id as number), title, code, ...(values === undefined ? {} : { values }) }
}

function partOf(row: Readonly<Record<string, unknown>>, prefix: string): Record<string, unknown> {
  const part: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) if (name.startsWith(prefix)) part[name.slice(prefix.length)] = value
  return part
}
