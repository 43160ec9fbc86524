import fc from 'fast-check'
import type { Choice, HistorySettings } from './random-history.fixture.ts'

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

/** Histories of up to so many steps, most of them as long as that. */
export function randomChoices(steps: number): fc.Arbitrary<Choice[]> {
  return fc.array(choice, { minLength: 1, maxLength: steps, size: 'max' })
}

const methods: readonly HistorySettings['method'][] = ['moving-average', 'fifo', 'lifo']

/** Every method with pools of items and of items in places, with and without negative quantities. */
export const historySettings: readonly HistorySettings[] = methods.flatMap((method) =>
  (['item', 'item-place'] as const).flatMap((pool) => [false, true].map((negative) => ({ method, pool, negative }))),
)
