import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runHistory, type Choice, type HistorySettings } from './random-history.fixture.ts'

/** More sequences and longer ones: `FORMWORK_HISTORIES=10000 FORMWORK_STEPS=50`. */
const HISTORIES = Number(process.env.FORMWORK_HISTORIES ?? 12)
const STEPS = Number(process.env.FORMWORK_STEPS ?? 24)

const kinds: fc.WeightedArbitrary<Choice['kind']>[] = [
  { weight: 6, arbitrary: fc.constant('receive') },
  { weight: 6, arbitrary: fc.constant('issue') },
  { weight: 4, arbitrary: fc.constant('transfer') },
  { weight: 2, arbitrary: fc.constant('return-in') },
  { weight: 2, arbitrary: fc.constant('return-out') },
  { weight: 2, arbitrary: fc.constant('count') },
  { weight: 1, arbitrary: fc.constant('revalue') },
  { weight: 2, arbitrary: fc.constant('revise') },
  { weight: 3, arbitrary: fc.constant('void') },
]

const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.oneof(...kinds),
  day: fc.integer({ min: 0, max: 9 }),
  item: fc.integer({ min: 1, max: 2 }),
  place: fc.integer({ min: 1, max: 2 }),
  target: fc.integer({ min: 1, max: 2 }),
  quantity: fc.integer({ min: 1, max: 12 }),
  value: fc.integer({ min: 1, max: 2000 }),
  pick: fc.nat({ max: 50 }),
})

const methods: readonly HistorySettings['method'][] = ['moving-average', 'fifo', 'lifo']
const cases: HistorySettings[] = methods.flatMap((method) =>
  (['item', 'item-place'] as const).flatMap((pool) => [false, true].map((negative) => ({ method, pool, negative }))),
)

describe('random histories agree with the plain model', () => {
  it.each(cases)(
    '$method, pool $pool, negative allowed: $negative',
    async (settings) => {
      let done = 0
      await fc.assert(
        fc.asyncProperty(fc.array(choice, { minLength: 1, maxLength: STEPS, size: 'max' }), async (choices) => {
          done += (await runHistory(settings, choices)).done
        }),
        { numRuns: HISTORIES, endOnFailure: process.env.FORMWORK_SHRINK === undefined },
      )
      expect(done).toBeGreaterThan(HISTORIES)
    },
    600_000,
  )
})
