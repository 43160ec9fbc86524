import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { historySettings, randomChoices } from './random-choices.fixture.ts'
import { runHistory } from './random-history.fixture.ts'

/** More sequences and longer ones: `FORMWORK_HISTORIES=10000 FORMWORK_STEPS=50`. */
const HISTORIES = Number(process.env.FORMWORK_HISTORIES ?? 12)
const STEPS = Number(process.env.FORMWORK_STEPS ?? 24)

describe('random histories agree with the plain model', () => {
  it.each(historySettings)(
    '$method, pool $pool, negative allowed: $negative',
    async (settings) => {
      let done = 0
      await fc.assert(
        fc.asyncProperty(randomChoices(STEPS), async (choices) => {
          done += (await runHistory(settings, choices)).done
        }),
        { numRuns: HISTORIES, endOnFailure: process.env.FORMWORK_SHRINK === undefined },
      )
      expect(done).toBeGreaterThan(HISTORIES)
    },
    600_000,
  )
})
