import { fail } from '@formwork/platform/error/index.ts'
import { CalendarDate, DateTime } from '@formwork/platform/value/index.ts'
import type { EntityPlan } from '../engine/record/entity-plan.ts'
import { evaluateFormula } from '../engine/record/formula.ts'
import type { PlainScope } from '../engine/record/scope.ts'
import { andThen } from '../store/and-then.ts'
import type { MaybePromise } from '../store/database.ts'
import { drawNumber } from '../store/series/series.ts'
import { withFacts } from './load-facts.ts'
import type { Unit } from './unit.ts'

/**
 * The number that a record gets now, or null when its time has not come: at its first save, or, where gaps are not
 * allowed, when it is posted. Drawn under the series row, in the transaction, so that what fails gives it back.
 * Never drawn by a dry run. Errors: `series-exhausted`, `formula-error` of the prefix.
 */
export function drawRecordNumber(unit: Unit, plan: EntityPlan, scope: PlainScope, isPosted: boolean): MaybePromise<string | null> {
  const { number } = plan.entity
  if (number === undefined || number.field !== undefined || unit.dryRun || (number.gapFree === true && !isPosted)) return null
  return drawNext(unit, plan, scope)
}

/**
 * Draws into the field that the numbering names where nobody typed anything: the next number that no record has.
 * Never by a dry run. Errors: as above.
 */
export function fillNumberField(
  unit: Unit,
  plan: EntityPlan,
  values: Record<string, unknown>,
  scope: PlainScope,
): Promise<void> | undefined {
  const field = plan.entity.number?.field
  if (field === undefined || unit.dryRun || (values[field] ?? null) !== null) return undefined
  return drawField(unit, plan, values, field, scope)
}

async function drawField(unit: Unit, plan: EntityPlan, values: Record<string, unknown>, field: string, scope: PlainScope): Promise<void> {
  let drawn: string
  do drawn = await drawNext(unit, plan, scope)
  while ((await unit.store.records.findDuplicate(unit.transaction, plan.name, [field], [drawn], 0)) !== undefined)
  values[field] = drawn
}

function drawNext(unit: Unit, plan: EntityPlan, scope: PlainScope): MaybePromise<string> {
  const { reset = 'never', digits } = plan.entity.number!
  return andThen(prefixOf(unit, plan, scope), (prefix) => {
    const period = periodOf(reset, dateOf(unit, plan, scope))
    const drawn = drawNumber(unit.transaction, plan.name, period === '' ? '' : `${period} ${prefix}`, digits)
    return andThen(drawn, (last) => prefix + String(last).padStart(digits, '0'))
  })
}

function prefixOf(unit: Unit, plan: EntityPlan, scope: PlainScope): MaybePromise<string> {
  const { numberPrefix } = plan
  if (numberPrefix === undefined) return ''
  if (typeof numberPrefix === 'string') return numberPrefix
  return andThen(
    withFacts(unit, () => evaluateFormula(numberPrefix, scope, unit.facts)),
    ({ value, diagnostics }) => {
      const [wrong] = diagnostics
      if (typeof value === 'string' && wrong === undefined) return value
      throw fail('formula-error', {
        name: numberPrefix.label,
        reason: wrong?.message ?? { zh: '结果不是文本', en: 'the result is not a text' },
      })
    },
  )
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
