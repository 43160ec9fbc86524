import { Decimal } from '@formwork/platform/value/index.ts'
import type { DraftFinding, DraftLine, DraftValues } from './draft.ts'
import type { FieldPlan } from './field-plan.ts'
import { sameValue } from './same-value.ts'
import type { Step } from './step-order.ts'

/**
 * Figures that are entered in another measure than the one they are kept in: the kept figure follows from the entered one, by
 * the formula of `whenFilled`. Who gives the kept figure itself gives it in its own measure.
 */

/** Whether another field of the row says what this one is. */
export function isFilledElsewhere(field: FieldPlan, target: DraftValues): boolean {
  return field.whenFilled !== undefined && (target.values[field.whenFilled.field] ?? null) !== null
}

/**
 * The computed figure, or the one that was given where it lies near enough (the last part of a whole takes the rest); what is
 * stored stays like that as long as nothing changes that it follows from. Findings: `field-not-writable` for another one.
 */
export function keepGiven(value: unknown, step: Step, target: DraftValues, line: DraftLine | undefined, findings: DraftFinding[]): unknown {
  const { field, group } = step
  const isGiven = Object.hasOwn(target.given, field.name)
  const other = isGiven ? target.given[field.name] : isUnchanged(field, target) ? target.before?.[field.name] : null
  if (other === null || other === undefined || sameValue(other, value)) return value
  if (isNear(other, value, field.whenFilled!.within)) return other
  if (isGiven) findings.push({ code: 'field-not-writable', parameters: { field: field.label }, group, field, line })
  return value
}

function isNear(other: unknown, value: unknown, within: Decimal | undefined): boolean {
  return within !== undefined && other instanceof Decimal && value instanceof Decimal && other.subtract(value).abs().compare(within) <= 0
}

/** Nothing of the row that the figure follows from is another than what is stored. */
function isUnchanged(field: FieldPlan, target: DraftValues): boolean {
  const names = [field.whenFilled!.field, ...field.whenFilled!.formula.paths.map(([name]) => name!)]
  return target.before !== null && names.every((name) => sameValue(target.values[name] ?? null, target.before![name] ?? null))
}

/** The measure, or a figure entered in it, of a row where a kept figure is given now: that row is in its own measure. */
export function isLaidAside({ field, group }: Step, target: DraftValues): boolean {
  const own = group.standIns.get(field.name)
  const measure = own === undefined ? field.name : own.definition.enteredAs!.by
  const together = measure === undefined ? [own!] : (group.measured.get(measure) ?? [])
  return together.some((kept) => {
    const { field: entered, by } = kept.definition.enteredAs!
    return [kept.name, entered, by].map((name) => name !== undefined && Object.hasOwn(target.given, name)).join() === 'true,false,false'
  })
}

/** Emptied where it is entered, a figure is empty. */
export function isEmptied({ definition: { enteredAs } }: FieldPlan, { given }: DraftValues): boolean {
  return enteredAs !== undefined && Object.hasOwn(given, enteredAs.field) && given[enteredAs.field] === null
}

/** Whether this is entered in a measure that was chosen now. */
export function isMeasureChanged({ field, group }: Step, target: DraftValues): boolean {
  const measure = group.standIns.get(field.name)?.definition.enteredAs?.by
  if (measure === undefined || (target.values[measure] ?? null) === null) return false
  return !sameValue(target.values[measure], target.before?.[measure] ?? null)
}

/** Another measure was chosen: the number that stands there is taken in it. */
export function asItStands({ field, group }: Step, target: DraftValues): { literal: unknown } | undefined {
  if ((target.values[field.name] ?? null) !== null) return undefined
  return { literal: target.values[group.standIns.get(field.name)!.name] ?? null }
}
