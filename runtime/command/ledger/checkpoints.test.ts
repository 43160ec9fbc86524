import { expect, it } from 'vitest'
import type { Choice } from './history-step.fixture.ts'
import { runHistory } from './random-history.fixture.ts'

/** A replay of one pool folds moves whose other pool goes on from a later moment: no checkpoint of that one belongs there. */
const choices: Choice[] = [
  { kind: 'transfer', day: 6, item: 1, place: 2, target: 1, batch: 0, quantity: 3, value: 1795, pick: 3 },
  { kind: 'issue', day: 9, item: 1, place: 2, target: 1, batch: 2, quantity: 3, value: 6, pick: 22 },
  { kind: 'transfer', day: 4, item: 1, place: 2, target: 1, batch: 1, quantity: 1, value: 2000, pick: 41 },
  { kind: 'issue', day: 2, item: 1, place: 2, target: 1, batch: 1, quantity: 10, value: 896, pick: 1 },
  { kind: 'transfer', day: 1, item: 1, place: 1, target: 2, batch: 0, quantity: 3, value: 446, pick: 2 },
  { kind: 'issue', day: 9, item: 1, place: 1, target: 1, batch: 2, quantity: 2, value: 6, pick: 35 },
  { kind: 'issue', day: 1, item: 2, place: 2, target: 1, batch: 0, quantity: 4, value: 1399, pick: 48 },
  { kind: 'receive', day: 0, item: 1, place: 2, target: 2, batch: 0, quantity: 4, value: 1327, pick: 43 },
  { kind: 'return-in', day: 9, item: 1, place: 1, target: 1, batch: 0, quantity: 2, value: 1842, pick: 0 },
]

it('a checkpoint is the state right after its movement, whichever pool was replayed', async () => {
  const { done } = await runHistory({ method: 'lifo', pool: 'item-place', negative: true }, choices)
  expect(done).toBe(choices.length)
})
