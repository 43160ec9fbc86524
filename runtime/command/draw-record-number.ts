import { fail } from '@formwork/platform/error/index.ts'
import { CalendarDate, DateTime } from '@formwork/platform/value/index.ts'
import type { EntityPlan } from '../engine/record/entity-plan.ts'
import { evaluateFormula } from '../engine/record/formula.ts'
import type { PlainScope } from '../engine/record/scope.ts'
import { drawNumber } from '../store/series/series.ts'
import { withFacts } from './load-facts.ts'
import type { Unit } from './unit.ts'

/**
 * The number that a record gets now, or null when its time has not come: at its first save, or, where gaps are not
 * allowed, when it is posted. Drawn under the series row, in the transaction, so that what fails gives it back.
 * Never drawn by a dry run. Errors: `series-exhausted`, `formula-error` of the prefix.
 */
export async function drawRecordNumber(unit: Unit, plan: EntityPlan, scope: PlainScope, isPosted: boolean): Promise<string | null> {
  const { number } = plan.entity
  if (number === undefined || number.field !== undefined || unit.dryRun || (number.gapFree === true && !isPosted)) return null
  return drawNext(unit, plan, scope)
}

/**
 * Draws into the field that the numbering names where nobody typed anything: the next number that no record has.
 * Never by a dry run. Errors: as above.
 */
export async function fillNumberField(unit: Unit, plan: EntityPlan, values: Record<string, unknown>, scope: PlainScope): Promise<void> {
  const field = plan.entity.number?.field
  if (field === undefined || unit.dryRun || (values[field] ?? null) !== null) return
  let drawn: string
  do drawn = await drawNext(unit, plan, scope)
  while ((await unit.store.records.findDuplicate(unit.transaction, plan.name, [field], [drawn], 0)) !== undefined)
  values[field] = drawn
}

async function drawNext(unit: Unit, plan: EntityPlan, scope: PlainScope): Promise<string> {
  const number = plan.entity.number!
  const prefix = await prefixOf(unit, plan, scope)
  const period = periodOf(number.reset ?? 'never', dateOf(unit, plan, scope))
  const drawn = await drawNumber(unit.transaction, plan.name, period === '' ? '' : `${period} ${prefix}`, number.digits)
  return prefix + String(drawn).padStart(number.digits, '0')
}

async function prefixOf(unit: Unit, plan: EntityPlan, scope: PlainScope): Promise<string> {
  const { numberPrefix } = plan
  if (numberPrefix === undefined) return ''
  if (typeof numberPrefix === 'string') return numberPrefix
  const { value, diagnostics } = await withFacts(unit, () => evaluateFormula(numberPrefix, scope, unit.facts))
  const reason = diagnostics[0]?.message ?? { zh: '结果不是文本', en: 'the result is not a text' }
  if (typeof value !== 'string' || diagnostics.length > 0) throw fail('formula-error', { name: numberPrefix.label, reason })
  return value
}

/** The date that the prefix shows; today when it shows none. */
function dateOf(unit: Unit, plan: EntityPlan, scope: PlainScope): CalendarDate {
  const paths = typeof plan.numberPrefix === 'object' ? plan.numberPrefix.paths : []
  for (const [name] of paths) {
    const value = name === undefined ? undefined : scope[name]
    if (value instanceof CalendarDate) return value
    if (value instanceof DateTime) return value.date
  }
  return unit.today
}

function periodOf(reset: 'never' | 'year' | 'month' | 'day', date: CalendarDate): string {
  const text = date.toString()
  switch (reset) {
    case 'never':
      return ''
    case 'year':
      return text.slice(0, -6)
    case 'month':
      return text.slice(0, -3)
    case 'day':
      return text
  }
}
