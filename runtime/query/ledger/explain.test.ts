import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression, type FeelValue } from '@formwork/platform/expression/index.ts'
import { Decimal, formatId } from '@formwork/platform/value/index.ts'
import type { LedgerWorkspace } from '../../command/ledger/ledger-workspace.fixture.ts'
import { historySettings, randomChoices } from '../../command/ledger/random-choices.fixture.ts'
import { History, openBook } from '../../command/ledger/random-history.fixture.ts'
import { readOrganisation } from '../../store/organisation/read-organisation.ts'
import type { QueryContext } from '../query.ts'
import { ledgerQueries } from './ledger-queries.ts'

const FIGURES = new Set(['quantity', 'value', 'amount', 'base', 'sign', 'held', 'worth', 'revenue', 'cost'])

interface Explained {
  readonly formula: string
  readonly total: string
  readonly rows?: readonly Record<string, string>[]
  readonly movements?: readonly { formula: string; value: string; parts: readonly Record<string, string>[] }[]
}

function ask(book: LedgerWorkspace, request: object): Promise<Explained> {
  return book.database.read(async (reading) => {
    const { store, now, model } = book
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

function evaluate(formula: string, explained: object): string {
  const found = compileExpression(formula).evaluate(scopeOf(explained) as Record<string, FeelValue>)
  if (!(found instanceof Decimal)) throw new Error(`${formula} gives ${String(found)} of ${JSON.stringify(explained)}`)
  return found.toString()
}

const same = (left: string, right: string): boolean => Decimal.parse(left).compare(Decimal.parse(right)) === 0

describe('evaluating an explanation gives the number', () => {
  it.each(historySettings)('$method, pool $pool, negative allowed: $negative: over random histories', async (settings) => {
    let parts = 0
    await fc.assert(
      fc.asyncProperty(randomChoices(40), async (choices) => {
        const book = await openBook(settings)
        try {
          const history = new History(book, settings)
          await history.run(choices)
          for (const place of ['1', '2']) {
            for (const measure of ['quantity', 'value']) {
              const explained = await ask(book, { ledger: 'goods', measure, where: { item: '1', place } })
              expect(evaluate(explained.formula, explained)).toSatisfy((found: string) => same(found, explained.total))
              if (measure === 'value') expect(same(explained.total, (await book.held(1, Number(place))).value)).toBe(true)
            }
          }
          for (const record of history.open.records) {
            const explained = await ask(book, { ledger: 'open', measure: 'amount', where: { record: formatId(record.header.id) } })
            expect(same(evaluate(explained.formula, explained), explained.total)).toBe(true)
          }
          for (const { record, cost } of history.expectedCosts()) {
            const explained = await ask(book, { ledger: 'goods', of: formatId(record.header.id) })
            for (const movement of explained.movements!) {
              parts += movement.parts.filter(({ kind }) => kind !== 'given' && kind !== 'corrected').length
              expect(evaluate(movement.formula, movement)).toSatisfy((found: string) => same(found, movement.value))
            }
            expect(same(evaluate(explained.formula, explained), explained.total)).toBe(true)
            expect(explained.total).toBe(cost)
          }
        } finally {
          await book.close()
        }
      }),
      { numRuns: 3, endOnFailure: true },
    )
    expect(parts).toBeGreaterThan(3)
  })
})
