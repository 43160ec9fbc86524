import type { LazyContext } from '@formwork/platform/expression/value.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { FactBook } from './facts.ts'
import { evaluateFormula, type Formula, type FormulaResult } from './formula.ts'
import type { RecordContext } from './record-context.ts'

/** How much of an open quantity a conversion takes where nobody says how much: what its definition proposes, between nothing and all that is open. */
export function proposedQuantity(
  formula: Formula | undefined,
  { record, line, open }: { record: RecordContext; line: LazyContext; open: Decimal },
  facts: FactBook,
): { quantity: Decimal; diagnostic?: FormulaResult['diagnostics'][number] } {
  if (formula === undefined) return { quantity: open }
  const { value, diagnostics } = evaluateFormula(formula, { record, line, open }, facts)
  const [diagnostic] = diagnostics
  if (diagnostic !== undefined) return { quantity: open, diagnostic }
  if (!(value instanceof Decimal) || value.compare(open) > 0) return { quantity: open }
  return { quantity: value.sign() < 0 ? Decimal.zero : value }
}
