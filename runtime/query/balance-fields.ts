import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { readLedgerRows } from '../store/reading/ledger-rows.ts'
import type { AuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { authorizeRead } from './authorize.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { balanceCoordinates } from './balance-coordinates.ts'
import { constantOperand } from './filter.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'

/** Live figures of a record: each balance field read from its ledger under the reader's rights on that ledger. */
export async function balancesOf(context: QueryContext, entity: EntityDefinition, plan: AuthorizedPlan, row: Readonly<Record<string, unknown>>): Promise<Record<string, string | null>> {
  const balances: Record<string, string | null> = {}
  const authority = authorityOf(context.model, context.organisation, context.actor)
  for (const field of entity.fields) {
    if (field.type !== 'balance' || plan.hidden.has(field.name) || field.ledger === undefined || field.measure === undefined) continue
    if (!authority.may('view', field.ledger) || authority.fields(field.ledger).hidden.has(field.measure)) continue
    const where = balanceCoordinates(context, field.where ?? {}, row).map(([name, value]) => ({ compare: '=' as const, left: { path: [name] }, right: constantOperand(value) }))
    const read = { name: field.name, of: 'balances' as const, group: [], measures: [{ name: 'figure', path: [field.measure], aggregate: 'sum' as const }], where }
    const [found] = await readLedgerRows(readingSource(context), authorizeRead(context, field.ledger), read, 1)
    balances[field.name] = found?.figure == null ? '0' : String(found.figure)
  }
  return balances
}
