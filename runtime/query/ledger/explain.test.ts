import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatId } from '@formwork/platform/value/index.ts'
import { historySettings, randomChoices } from '../../command/ledger/random-choices.fixture.ts'
import { History, openBook } from '../../command/ledger/random-history.fixture.ts'
import { ask, evaluate, same } from './evaluate-explanation.fixture.ts'

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
    expect(parts).toBeGreaterThan(0)
  })
})
