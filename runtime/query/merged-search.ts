import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { MergedRecords } from '../engine/record/merged-records.ts'
import type { AuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { searchPredicate } from './search-predicate.ts'

/** More than anybody merged under one name. */
const MOST_FOUND = 200

/** What is called so, or was: a record that was merged is found as the one that stays, by its old code and name. */
export async function calledSo(context: QueryContext, entity: EntityDefinition, plan: AuthorizedPlan, text: string): Promise<Predicate> {
  const own = searchPredicate(context, entity, plan.hidden, text)
  const { merged } = context.store.ledgers
  if (!merged.entities.has(entity.name)) return own
  const columns = [{ name: 'id', path: ['id'] }]
  const { rows } = await selectRecords(readingSource(context), { plan, columns, where: [own, goneOf(merged)], sort: [], limit: MOST_FOUND })
  const stays = [...new Set(rows.map(({ id }) => merged.resolve(id as number)))]
  if (stays.length === 0) return own
  return { any: [own, idIn(stays)] }
}

/** Records that were merged into others. */
export function goneOf(merged: MergedRecords): Predicate {
  return idIn(merged.gone())
}

export function idIn(ids: readonly number[]): Predicate {
  return { in: { path: ['id'] }, list: ids.map((id) => ({ constant: formatId(id) })) }
}
