import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { readLedgerRows } from '../store/reading/ledger-rows.ts'
import { authorizeRead } from './authorize.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { balanceCoordinates } from './balance-coordinates.ts'
import { constantOperand } from './filter.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'

type BalanceField = FieldDefinition & { ledger: string; measure: string }

/** Balance fields (of rows of lines where these are named) that the reader may see: not hidden themselves, nor is their ledger or its measure. */
export function readableBalances(
  context: QueryContext,
  entity: EntityDefinition,
  hidden: ReadonlySet<string>,
  lines?: FieldDefinition,
): BalanceField[] {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const prefix = lines === undefined ? '' : `${lines.name}.`
  return (lines?.fields ?? entity.fields).filter((field): field is BalanceField => {
    if (field.type !== 'balance' || hidden.has(prefix + field.name) || field.ledger === undefined || field.measure === undefined) {
      return false
    }
    return authority.may('view', field.ledger) && !authority.fields(field.ledger).hidden.has(field.measure)
  })
}

/**
 * Live figures of a record, or of one of its rows, read from their ledgers; `row` has its values by field and a record its
 * id as `system.id`. Rows that ask for the same share `known`.
 */
export async function balancesOf(
  context: QueryContext,
  fields: readonly BalanceField[],
  row: Readonly<Record<string, unknown>>,
  record: Readonly<Record<string, unknown>> = row,
  known = new Map<string, string>(),
): Promise<Record<string, string>> {
  const balances: Record<string, string> = {}
  for (const field of fields) {
    const where = balanceCoordinates(context, field.where ?? {}, row, record)
    const key = JSON.stringify([field.ledger, field.measure, where])
    const figure = known.get(key) ?? (await readFigure(context, field, where))
    known.set(key, figure)
    balances[field.name] = figure
  }
  return balances
}

async function readFigure(context: QueryContext, field: BalanceField, where: readonly [string, unknown][]): Promise<string> {
  const read = {
    name: field.name,
    of: 'balances' as const,
    group: [],
    measures: [{ name: 'figure', path: [field.measure], aggregate: 'sum' as const }],
    where: where.map(([name, value]) => ({ compare: '=' as const, left: { path: [name] }, right: constantOperand(value) })),
  }
  const [found] = await readLedgerRows(readingSource(context), authorizeRead(context, field.ledger), read, 1)
  return found?.figure == null ? '0' : String(found.figure)
}
