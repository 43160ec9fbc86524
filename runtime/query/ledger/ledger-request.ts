import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Operand, Predicate } from '@formwork/platform/expression/predicate.ts'
import { CalendarDate, Decimal, formatId, isJsonObject } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import type { AuthorizedPlan } from '../../store/reading/authorized-plan.ts'
import { authorizeRead } from '../authorize.ts'
import { constantOperand } from '../filter.ts'
import type { QueryContext } from '../query.ts'
import { notPermitted } from '../not-permitted.ts'

/** A ledger as one reader may see it: what is hidden is not there. */
export interface VisibleLedger {
  readonly definition: LedgerDefinition
  readonly plan: AuthorizedPlan
  readonly dimensions: readonly string[]
  readonly measures: readonly string[]
}

/** Errors: `unknown-ledger`, `not-permitted`. */
export function visibleLedger(context: QueryContext, name: unknown): VisibleLedger {
  const definition = typeof name === 'string' ? context.model.ledgers.get(name) : undefined
  if (definition === undefined) throw fail('unknown-ledger', { ledger: String(name) })
  if (!authorityOf(context.model, context.organisation, context.actor).may('view', definition.name)) {
    throw notPermitted('view', definition.label ?? definition.name)
  }
  const plan = authorizeRead(context, definition.name)
  const visible = (items: readonly { name: string }[]): string[] => items.map((item) => item.name).filter((item) => !plan.hidden.has(item))
  return {
    definition,
    plan,
    dimensions: visible(definition.dimensions),
    measures: visible([...definition.measures, ...(definition.derived ?? [])]),
  }
}

/** `{ item: "12", place: ["@outside", "@lost"] }` as conditions: a coordinate, or a list of them; virtual ones by name. Errors: `unknown-measure`, `bad-date`, `wrong-type`. */
export function readWhere({ definition, dimensions }: VisibleLedger, where: unknown): Predicate[] {
  if (where === undefined) return []
  if (!isJsonObject(where)) throw fail('wrong-type', { expected: { zh: '对象', en: 'an object' }, actual: typeof where }, 'where')
  return Object.entries(where).map(([name, value]) => {
    if (!dimensions.includes(name)) throw fail('unknown-measure', { ledger: definition.name, measure: name }, 'where')
    const isDate = definition.dimensions.find((dimension) => dimension.name === name)?.type === 'date'
    const operand = (text: unknown): Operand => {
      if (typeof text !== 'string') throw fail('wrong-type', { expected: { zh: '文本', en: 'text' }, actual: typeof text }, `where/${name}`)
      return constantOperand(isDate ? CalendarDate.parse(text) : text)
    }
    const left = { path: [name] }
    return Array.isArray(value) ? { in: left, list: value.map(operand) } : { compare: '=', left, right: operand(value) }
  })
}

/** Errors: `bad-date`. */
export function readDay(value: unknown): CalendarDate | undefined {
  return value === undefined || value === '' ? undefined : CalendarDate.parse(String(value))
}

/** A cell on the wire: decimals and ids are texts. */
export function cellToJson(value: unknown): unknown {
  if (value instanceof Decimal) return value.toString()
  if (typeof value === 'number') return value > 0 ? formatId(value) : null
  return typeof value === 'object' && value !== null ? String(value) : value
}
