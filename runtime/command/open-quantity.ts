import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { evaluateFormula, type Formula } from '../engine/record/formula.ts'
import { lineContext, recordContext } from '../engine/record/record-context.ts'
import type { LineValues, StoredRecord } from '../engine/record/stored-record.ts'
import { listTakenTogether } from '../query/taken-together.ts'
import { isCounted, type Taken } from '../store/links/fulfilment.ts'
import type { ConversionPlan } from './conversion-plan.ts'
import { withFacts } from './load-facts.ts'
import type { Unit } from './unit.ts'

/** How much of a source line is there, and how much targets that count have taken of it. */
export interface OpenQuantity {
  readonly total: Decimal
  readonly taken: Decimal
  /** total − taken, never below 0. */
  readonly open: Decimal
  /** What may be taken at most: open (or what was to be taken before the line counted as finished), and the tolerance over it; null where nothing is used up. */
  readonly most: Decimal | null
}

export type LinesConversion = NonNullable<ConversionDefinition['lines']>

/** What the targets of a conversion, and of those it uses up the same quantity with, have taken of a source record, the target `except` left out. */
export async function takenOf(unit: Unit, plan: ConversionPlan, source: number, except: number): Promise<Taken[]> {
  const taken = await listTakenTogether(unit.transaction, unit, plan.definition, source)
  return taken.filter((each) => each.targetRecord !== except && isCounted(each.status))
}

export async function openQuantity(
  unit: Unit,
  plan: ConversionPlan,
  source: StoredRecord,
  line: LineValues,
  taken: readonly Taken[],
): Promise<OpenQuantity> {
  const lines = plan.definition.lines!
  const total = await wholeOf(unit, plan, source, line)
  const used = taken.filter((each) => each.sourceLine === line.id).reduce((sum, each) => sum.add(each.quantity), Decimal.zero)
  const rest = total.subtract(used)
  const open = rest.sign() < 0 ? Decimal.zero : rest
  if (lines.consume === false) return { total, taken: Decimal.zero, open: total, most: null }
  const tolerance = await toleranceOf(unit, plan, source, line)
  const most = total.max(quantityOf(plan, line)).multiply(Decimal.one.add(tolerance)).subtract(used)
  return { total, taken: used, open, most: most.sign() < 0 ? Decimal.zero : most }
}

const quantityOf = (plan: ConversionPlan, line: LineValues): Decimal =>
  (line.values[plan.definition.lines!.quantity] as Decimal | null) ?? Decimal.zero

/** All that there is of the line to take: what its formula says, else its quantity. */
async function wholeOf(unit: Unit, plan: ConversionPlan, source: StoredRecord, line: LineValues): Promise<Decimal> {
  const { whole } = plan
  if (whole === undefined) return quantityOf(plan, line)
  return numberOf(unit, plan, whole, source, line)
}

/** A fraction; an error or something else than a number is refused, never taken for "any amount". */
async function toleranceOf(unit: Unit, plan: ConversionPlan, source: StoredRecord, line: LineValues): Promise<Decimal> {
  const { tolerance } = plan
  if (tolerance === undefined) return Decimal.zero
  return numberOf(unit, plan, tolerance, source, line)
}

/** What a formula over a source line gives, never below 0. Errors: `formula-error`. */
async function numberOf(unit: Unit, plan: ConversionPlan, formula: Formula, source: StoredRecord, line: LineValues): Promise<Decimal> {
  const record = recordContext(unit.facts, source)
  const scope = { record, line: lineContext(unit.facts, plan.source, plan.definition.lines!.from, line, record) }
  const { value, diagnostics } = await withFacts(unit, () => evaluateFormula(formula, scope, unit.facts))
  if (diagnostics[0] !== undefined) throw fail('formula-error', { name: formula.label, reason: diagnostics[0].message })
  return value instanceof Decimal && value.sign() > 0 ? value : Decimal.zero
}
