import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import type { Movement, PostingContext } from '../../engine/ledger/posting.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { referenceContext } from '../../engine/record/record-context.ts'
import type { StoredBalance } from '../../store/ledger/balance-plans.ts'
import type { Bound } from '../../store/database.ts'
import { withFacts } from '../load-facts.ts'
import type { Unit } from '../unit.ts'
import { coordinateScope } from './coordinate-scope.ts'

/** Open coordinates that the rule's condition allows to take from: `=expiry >= record.date`. */
export async function allowedItems(
  unit: Unit,
  { plan, line }: Movement,
  context: PostingContext,
  balances: readonly StoredBalance[],
): Promise<readonly StoredBalance[]> {
  const { allowed, ledger } = plan
  if (allowed === null) return balances
  const over = ledger.dimensions.map((_, position) => position)
  return withFacts(unit, () =>
    balances.filter((balance) => {
      const scope: Record<string, unknown> = { ...coordinateScope(unit, ledger, over, balance.coordinates) }
      for (const [index, { name, scale }] of ledger.measures.entries()) scope[name] = Decimal.fromUnits(balance.amounts[index]!, scale)
      for (const [index, { name }] of ledger.attributes.entries()) {
        scope[name] = attributeValue(unit, ledger, index, balance.attributes[index] ?? null)
      }
      return allowed(context, line, scope) === true
    }),
  )
}

/** An attribute as expressions see it. */
export function attributeValue(unit: Unit, ledger: LedgerShape, index: number, value: Bound): FeelValue {
  if (value === null) return null
  const { kind, scale } = ledger.attributes[index]!
  if (kind === 'date') return CalendarDate.parse(String(value))
  if (kind === 'decimal') return Decimal.fromUnits(Number(value), scale)
  const entity = ledger.definition.attributes![index]!.entity
  return kind === 'integer' && entity !== undefined ? referenceContext(unit.facts, entity, Number(value)) : String(value)
}
