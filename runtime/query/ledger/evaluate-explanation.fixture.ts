import { compileExpression, type FeelValue } from '@formwork/platform/expression/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { readOrganisation } from '../../store/organisation/read-organisation.ts'
import type { Database } from '../../store/database.ts'
import type { Store } from '../../store/store.ts'
import type { QueryContext } from '../query.ts'
import { ledgerQueries } from './ledger-queries.ts'

const FIGURES = new Set(['quantity', 'value', 'amount', 'base', 'sign', 'held', 'worth', 'revenue', 'cost'])

/** Books whoever keeps them. */
interface ExplainedBooks {
  readonly database: Database
  readonly store: Store
  readonly now: number
}

export interface Explained {
  readonly formula: string
  readonly total: string
  readonly rows?: readonly Record<string, string>[]
  readonly movements?: readonly { formula: string; value: string; parts: readonly Record<string, string>[] }[]
}

export function ask(book: ExplainedBooks, request: object): Promise<Explained> {
  return book.database.read(async (reading) => {
    const { store, now } = book
    const { model } = store
    const organisation = await readOrganisation(reading, store, 1)
    const actor = { person: null, name: 'test', login: null, roles: [], department: null, language: 'en' }
    const context = { reading, model, store, registry: store.registry, actor, organisation, now, language: 'en' }
    const query = ledgerQueries.find(({ name }) => name === 'ledger-explain')!
    return query.run(context as unknown as QueryContext, request as never) as Promise<Explained>
  })
}

/** An explanation as the expression language reads it: figures are numbers. */
function scopeOf(value: unknown): FeelValue {
  if (Array.isArray(value)) return value.map(scopeOf)
  if (typeof value !== 'object' || value === null) return value as FeelValue
  const read = ([name, each]: [string, unknown]): [string, FeelValue] => [
    name,
    FIGURES.has(name) && typeof each === 'string' ? Decimal.parse(each) : scopeOf(each),
  ]
  return Object.fromEntries(Object.entries(value).map(read))
}

export function evaluate(formula: string, explained: object): string {
  const found = compileExpression(formula).evaluate(scopeOf(explained) as Record<string, FeelValue>)
  if (!(found instanceof Decimal)) throw new Error(`${formula} gives ${String(found)} of ${JSON.stringify(explained)}`)
  return found.toString()
}

export const same = (left: string, right: string): boolean => Decimal.parse(left).compare(Decimal.parse(right)) === 0
