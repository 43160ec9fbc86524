import fc from 'fast-check'
import type { Choice } from './history-step.fixture.ts'
import type { HistorySettings } from './random-history.fixture.ts'

const kinds: fc.WeightedArbitrary<Choice['kind']>[] = [
  { weight: 6, arbitrary: fc.constant('receive') },
  { weight: 6, arbitrary: fc.constant('issue') },
  { weight: 4, arbitrary: fc.constant('transfer') },
  { weight: 2, arbitrary: fc.constant('return-in') },
  { weight: 2, arbitrary: fc.constant('return-out') },
  { weight: 2, arbitrary: fc.constant('count') },
  { weight: 1, arbitrary: fc.constant('revalue') },
  { weight: 2, arbitrary: fc.constant('revise') },
  { weight: 3, arbitrary: fc.constant('owe') },
  { weight: 4, arbitrary: fc.constant('settle') },
  { weight: 3, arbitrary: fc.constant('void') },
]

const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.oneof(...kinds),
  day: fc.integer({ min: 0, max: 9 }),
  item: fc.integer({ min: 1, max: 2 }),
  place: fc.integer({ min: 1, max: 2 }),
  target: fc.integer({ min: 1, max: 2 }),
  batch: fc.constantFrom(0, 0, 0, 1, 2),
  quantity: fc.integer({ min: 1, max: 12 }),
  value: fc.integer({ min: 1, max: 2000 }),
  pick: fc.nat({ max: 50 }),
})

/** Histories of so many steps; shorter ones only where the shortest that fails is looked for. */
export function randomChoices(steps: number): fc.Arbitrary<Choice[]> {
  return fc.array(choice, { minLength: process.env.FORMWORK_SHRINK === undefined ? steps : 1, maxLength: steps, size: 'max' })
}

const methods: readonly HistorySettings['method'][] = ['moving-average', 'fifo', 'lifo']

/** Every method with pools of items, of items in places and of batches, with and without negative quantities. */
export const historySettings: readonly HistorySettings[] = methods.flatMap((method) =>
  (['item', 'item-place', 'item-batch'] as const).flatMap((pool) => [false, true].map((negative) => ({ method, pool, negative }))),
)
