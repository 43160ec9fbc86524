import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { CalendarDate, DateTime, Decimal, allocate } from '@formwork/platform/value/index.ts'
import type { Bound } from '@formwork/platform/plugin/contracts/dialect.ts'
import { basis, type Basis } from './basis.ts'
import { RATE_SCALE } from './compile-ledger.ts'
import type { EntryPlan, Movement, PostingContext, PostingFormula, PostingLine, PostingPlan } from './posting.ts'
import { emptyCoordinate, isInside, type AttributeShape, type Coordinates, type DimensionShape } from './shape.ts'
import { decimalUnits } from './units.ts'

/** Evaluates every entry of a posting for its rows, in order. Errors carry the row: `lines/3`. */
export function evaluatePosting(plan: PostingPlan, context: PostingContext): Movement[] {
  const movements: Movement[] = []
  for (const entry of plan.entries) evaluateEntry(entry, context, movements)
  return movements
}

function evaluateEntry(plan: EntryPlan, context: PostingContext, movements: Movement[]): void {
  const rows = rowsOf(plan, context)
  const shares = plan.spread === null ? null : spreadShares(plan, plan.spread, context, rows)
  for (let position = 0; position < rows.length; position++) {
    const line = rows[position]!
    try {
      const movement = evaluateRow(plan, context, line, shares?.[position])
      if (movement !== undefined) movements.push(movement)
    } catch (error) {
      throw line !== null && isAppError(error) ? error.under(`${line.lines ?? 'each'}/${line.index}`) : error
    }
  }
}

/** The rows an entry is repeated for; one without a row when it is not. */
function rowsOf(plan: EntryPlan, context: PostingContext): (PostingLine | null)[] {
  const { each } = plan
  if (each === null) return [null].filter((line) => isWanted(plan.when, context, line))
  const rows: PostingLine[] =
    typeof each === 'string'
      ? (context.record.lines[each] ?? []).map((row, index) => ({ id: row.id, index, lines: each, row }))
      : listOf(each(context, null)).map((row, index) => madeRow(context, row, index))
  return plan.when === null ? rows : rows.filter((line) => isWanted(plan.when, context, line))
}

/** A context whose `row` is the id of a row of lines stands for that row: its entries, and refusals, belong to it. */
function madeRow({ record }: PostingContext, row: unknown, index: number): PostingLine {
  const id = typeof row === 'object' && row !== null && 'row' in row ? idOf(row.row) : null
  if (id !== null) {
    for (const [lines, rows] of Object.entries(record.lines)) {
      const at = rows.findIndex((each) => each.id === id)
      if (at >= 0) return { id, index: at, lines, row, isMade: true }
    }
  }
  return { id: null, index, lines: null, row }
}

function isWanted(when: PostingFormula | null, context: PostingContext, line: PostingLine | null): boolean {
  return when === null || when(context, line) === true
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === null ? [] : [value]
}

function evaluateRow(plan: EntryPlan, context: PostingContext, line: PostingLine | null, share: Decimal | undefined): Movement | undefined {
  const { ledger, verb } = plan
  if (verb === 'fulfil' || verb === 'release') return evaluateFulfilment(plan, context, line)
  const given = amountsOf(plan, context, line, share)
  const { hasValue } = given
  let { amounts } = given
  let from = plan.from && coordinatesOf(plan, plan.from, context, line)
  let to = plan.to && coordinatesOf(plan, plan.to, context, line)
  // A count or a change of value may have no other side; moving a negative quantity is moving it the other way.
  const lead = ledger.costing?.quantity ?? amounts.findIndex((amount) => amount !== 0)
  const isNegative = (amounts[lead] ?? 0) < 0 || (amounts[lead] === 0 && amounts.some((amount) => amount < 0))
  if (isNegative && (verb === 'move' || verb === 'return')) {
    ;[from, to] = [to, from]
    amounts = amounts.map((amount) => 0 - amount)
  }
  const found = basisOf(plan, from, to, amounts, hasValue)
  const factor = factorOf(plan, context, line)
  if (found === basis.counted) {
    return {
      plan,
      line,
      from,
      to,
      amounts: amounts.map(() => 0),
      hasValue,
      basis: found,
      of: null,
      factor: amounts[lead]!,
      attributes: attributesOf(plan, context, line),
    }
  }
  if (found !== basis.standard && isNothing(plan, amounts)) return undefined
  const of = plan.of === null ? null : idOf(plan.of(context, line))
  const movement = { plan, line, from, to, amounts, hasValue, basis: found, of, factor, attributes: attributesOf(plan, context, line) }
  return plan.definition.pending === undefined ? movement : { ...movement, ...holdingOf(plan, context, line) }
}

/** Until when, and for which row of another record, an entry holds what it adds or moves. */
function holdingOf(plan: EntryPlan, context: PostingContext, line: PostingLine | null): Pick<Movement, 'expires' | 'heldFor'> {
  const expires = plan.expires?.(context, line)
  const heldFor = plan.heldFor === null ? null : idOf(plan.heldFor(context, line))
  return { ...(expires instanceof CalendarDate ? { expires } : {}), ...(heldFor === null ? {} : { heldFor }) }
}

/** By measure, in units; `hasValue`: the measure that costing is about was given. */
function amountsOf(
  plan: EntryPlan,
  context: PostingContext,
  line: PostingLine | null,
  share: Decimal | undefined,
): { amounts: number[]; hasValue: boolean } {
  const { measures, costing } = plan.ledger
  const amounts: number[] = []
  let hasValue = costing !== undefined
  for (let position = 0; position < measures.length; position++) {
    const amount = amountOf(plan, context, line, position, share)
    if (amount === undefined && position === costing?.value) hasValue = false
    amounts.push(amount ?? 0)
  }
  return { amounts, hasValue }
}

/** An entry that takes a cost has its amount later. */
function isNothing(plan: EntryPlan, amounts: readonly number[]): boolean {
  return plan.cost === null && amounts.every((amount) => amount === 0)
}

/** What is asked of pending movements: where they hold it, and at what cost, is found later. */
function evaluateFulfilment(plan: EntryPlan, context: PostingContext, line: PostingLine | null): Movement | undefined {
  const amounts = plan.ledger.measures.map((_, position) => amountOf(plan, context, line, position, undefined) ?? 0)
  if (plan.definition.release !== 'all' && amounts.every((amount) => amount === 0)) return undefined
  const of = idOf(plan.of!(context, line))
  const attributes = attributesOf(plan, context, line)
  return { plan, line, from: null, to: null, amounts, hasValue: false, basis: basis.given, of, factor: 0, attributes }
}

/** Undefined for a value that is not given. Errors: `posting-refused` for a quantity that is empty. */
function amountOf(
  plan: EntryPlan,
  context: PostingContext,
  line: PostingLine | null,
  position: number,
  share: Decimal | undefined,
): number | undefined {
  const measure = plan.ledger.measures[position]!
  if (plan.spread?.measure === position && share !== undefined) return decimalUnits(share, measure.scale)
  const formula = plan.amounts[position]
  if (formula === null || formula === undefined) return undefined
  const value = formula(context, line)
  if (value instanceof Decimal) return decimalUnits(value, measure.scale)
  if (typeof value === 'string') return decimalUnits(Decimal.parse(value), measure.scale)
  if (position === plan.ledger.costing?.value && value === null) return undefined
  throw fail('posting-refused', { rule: plan.name, reason: { zh: `“${measure.name}”为空`, en: `"${measure.name}" is empty` } })
}

function coordinatesOf(
  plan: EntryPlan,
  formulas: readonly (PostingFormula | null)[],
  context: PostingContext,
  line: PostingLine | null,
): Coordinates {
  const { dimensions } = plan.ledger
  const coordinates: (number | string)[] = []
  for (let position = 0; position < dimensions.length; position++) {
    const dimension = dimensions[position]!
    const formula = formulas[position]
    const value = formula === null || formula === undefined ? null : formula(context, line)
    const bound = coordinateOf(dimension, value)
    const isFree = plan.definition.allocate?.over === dimension.name
    if (dimension.required && !isFree && bound === emptyCoordinate(dimension)) throw fail('required', { label: labelOf(plan, position) })
    coordinates.push(bound)
  }
  return coordinates
}

function labelOf(plan: EntryPlan, position: number): string | { zh: string; en: string } {
  return plan.ledger.definition.dimensions[position]?.label ?? plan.ledger.dimensions[position]!.name
}

/** Inside form to a coordinate: ids and virtual names are integers. Errors: `unknown-measure` for a name that is not virtual. */
export function coordinateOf(dimension: DimensionShape, value: unknown): number | string {
  if (value === null || value === undefined) return emptyCoordinate(dimension)
  if (dimension.kind !== 'integer') return String(value)
  if (typeof value === 'number') return value
  if (value instanceof Decimal) return decimalUnits(value, 0)
  const virtual = dimension.virtualByName.get(value as string)
  if (virtual !== undefined) return virtual
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value)
  throw fail('unknown-measure', { ledger: dimension.name, measure: String(value) })
}

/** How the movement's value will be found. */
function basisOf(plan: EntryPlan, from: Coordinates | null, to: Coordinates | null, amounts: readonly number[], hasValue: boolean): Basis {
  const { ledger, verb } = plan
  if (ledger.costing === undefined) return basis.given
  if (verb === 'count') return basis.counted
  if (verb === 'standard') return basis.standard
  if (verb === 'revalue') return plan.of === null ? basis.revalued : basis.revised
  if (amounts[ledger.costing.quantity] === 0) return plan.isInput ? basis.consumed : basis.given
  const leaves = from !== null && isInside(ledger, from)
  const enters = to !== null && isInside(ledger, to)
  if (verb === 'return') return leaves ? basis.givenBack : basis.returned
  if (plan.definition.output !== undefined) return basis.assembled
  if (plan.isInput) return basis.consumed
  if (leaves) return basis.issued
  return enters && !hasValue ? basis.current : basis.given
}

function factorOf(plan: EntryPlan, context: PostingContext, line: PostingLine | null): number {
  if (plan.factor === null) return plan.definition.output === undefined ? 0 : 1
  const value = plan.factor(context, line)
  if (!(value instanceof Decimal)) {
    throw fail('posting-refused', { rule: plan.name, reason: { zh: '权数或标准价为空', en: 'the weight or rate is empty' } })
  }
  return decimalUnits(value, RATE_SCALE)
}

/** A row id, record id or entry id: number, text of digits, or Decimal. */
function idOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  if (value instanceof Decimal) return value.toSafeInteger() ?? null
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null
}

function attributesOf(plan: EntryPlan, context: PostingContext, line: PostingLine | null): Bound[] {
  return plan.ledger.attributes.map((attribute, position) => attributeOf(attribute, plan.attributes[position]?.(context, line) ?? null))
}

/** Inside form to a column; an id may be written as a text. */
export function attributeOf(attribute: AttributeShape, value: unknown): Bound {
  if (value === null || value === undefined) return null
  if (value instanceof Decimal) return attribute.kind === 'text' ? value.toString() : decimalUnits(value, attribute.scale)
  if (value instanceof CalendarDate) return value.toString()
  if (value instanceof DateTime) return attribute.kind === 'date' ? value.date.toString() : value.toString()
  if (attribute.kind === 'integer' && typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value)
  return typeof value === 'number' ? value : String(value)
}

/** Splits the total over the rows by largest remainder. Errors: `zero-basis`. */
function spreadShares(
  plan: EntryPlan,
  spread: NonNullable<EntryPlan['spread']>,
  context: PostingContext,
  rows: readonly (PostingLine | null)[],
): Decimal[] {
  const total = spread.total(context, null)
  const weights = rows.map((line) => spread.by(context, line)).map((weight) => (weight instanceof Decimal ? weight : Decimal.zero))
  if (!(total instanceof Decimal)) {
    throw fail('posting-refused', { rule: plan.name, reason: { zh: '分摊总额为空', en: 'the total to spread is empty' } })
  }
  if (rows.length === 0 && total.isZero()) return []
  if (weights.every((weight) => weight.isZero())) throw fail('zero-basis', { rule: plan.name })
  const { scale } = plan.ledger.measures[spread.measure]!
  return allocate(total.round(scale), weights, scale)
}
