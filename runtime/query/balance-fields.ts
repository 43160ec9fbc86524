import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { readLedgerRows } from '../store/reading/ledger-rows.ts'
import { authorizeRead } from './authorize.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { balanceCoordinates } from './balance-coordinates.ts'
import { constantOperand } from './filter.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'

type BalanceField = FieldDefinition & { ledger: string; measure: string }

/** Balance fields that the reader may see: not hidden themselves, nor is their ledger or its measure. */
export function readableBalances(context: QueryContext, entity: EntityDefinition, hidden: ReadonlySet<string>): BalanceField[] {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  return entity.fields.filter((field): field is BalanceField => {
    if (field.type !== 'balance' || hidden.has(field.name) || field.ledger === undefined || field.measure === undefined) return false
    return authority.may('view', field.ledger) && !authority.fields(field.ledger).hidden.has(field.measure)
  })
}

/** Live figures of a record, read from their ledgers; `row` has its id as `system.id` and its values by field. */
export async function balancesOf(
  context: QueryContext,
  fields: readonly BalanceField[],
  row: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const balances: Record<string, string> = {}
  for (const field of fields) {
    const where = balanceCoordinates(context, field.where ?? {}, row).map(([name, value]) => ({
      compare: '=' as const,
      left: { path: [name] },
      right: constantOperand(value),
    }))
    const read = {
      name: field.name,
      of: 'balances' as const,
      group: [],
      measures: [{ name: 'figure', path: [field.measure], aggregate: 'sum' as const }],
      where,
    }
    const [found] = await readLedgerRows(readingSource(context), authorizeRead(context, field.ledger), read, 1)
    balances[field.name] = found?.figure == null ? '0' : String(found.figure)
  }
  return balances
}
