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

/** An open coordinate and what it is taken in the order of, as text that sorts; null: by an attribute, or last. */
export interface RankedBalance {
  readonly balance: StoredBalance
  readonly rank: string | null
}

/** Open coordinates that the rule's condition allows to take from: `=expiry >= record.date`, with their rank. */
export async function allowedItems(
  unit: Unit,
  { plan, line }: Movement,
  context: PostingContext,
  balances: readonly StoredBalance[],
): Promise<readonly RankedBalance[]> {
  const { allowed, rank } = plan
  if (allowed === null && rank === null) return balances.map((balance) => ({ balance, rank: null }))
  return withFacts(unit, () =>
    balances.flatMap((balance) => {
      const scope = candidateScope(unit, plan, balance)
      const isAllowed = allowed === null || allowed(context, line, scope) === true
      return isAllowed ? [{ balance, rank: rank === null ? null : rankText(rank(context, line, scope)) }] : []
    }),
  )
}

function candidateScope(unit: Unit, { ledger }: Movement['plan'], balance: StoredBalance): Record<string, unknown> {
  const over = ledger.dimensions.map((_, position) => position)
  const scope: Record<string, unknown> = { ...coordinateScope(unit, ledger, over, balance.coordinates) }
  for (const [index, { name, scale }] of ledger.measures.entries()) scope[name] = Decimal.fromUnits(balance.amounts[index]!, scale)
  for (const [index, { name }] of ledger.attributes.entries()) {
    scope[name] = attributeValue(unit, ledger, index, balance.attributes[index] ?? null)
  }
  return scope
}

/** Dates and texts sort as they are written; nothing else is a rank. */
function rankText(value: unknown): string | null {
  return value instanceof CalendarDate || typeof value === 'string' ? String(value) : null
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
