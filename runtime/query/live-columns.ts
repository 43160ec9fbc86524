import { Decimal } from '@formwork/platform/value/index.ts'
import { balancesOf, type readableBalances } from './balance-fields.ts'
import type { QueryContext } from './query.ts'
import { rollUpsOf, type readableRollUps } from './roll-up-fields.ts'
import type { ShownField } from './row-json.ts'

interface LiveFields {
  readonly live: ReturnType<typeof readableBalances>
  readonly rollUps: ReturnType<typeof readableRollUps>
}

/** Rows with the figures that are read live, as decimals beside their stored values. */
export async function withLiveFigures(
  context: QueryContext,
  { live, rollUps }: LiveFields,
  rows: readonly Record<string, unknown>[],
): Promise<Record<string, unknown>[]> {
  if (live.length + rollUps.length === 0) return [...rows]
  const filled: Record<string, unknown>[] = []
  for (const row of rows) {
    const texts = { ...(await balancesOf(context, live, row)), ...(await rollUpsOf(context, rollUps, row['system.id'] as number)) }
    const figures = Object.entries(texts).map(([name, text]) => [name, Decimal.parse(text)] as const)
    filled.push({ ...row, ...Object.fromEntries(figures) })
  }
  return filled
}

/** The columns that were asked for in their order, those that are read live among them. */
export function allColumns(asked: readonly string[], shown: readonly ShownField[], { live, rollUps }: LiveFields): ShownField[] {
  const columns = [...shown, ...[...live, ...rollUps].map((field) => ({ name: field.name, field }))]
  return columns.toSorted((one, other) => asked.indexOf(one.name) - asked.indexOf(other.name))
}
