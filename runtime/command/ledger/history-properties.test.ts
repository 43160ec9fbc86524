import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { historyProperties } from './history-properties.fixture.ts'
import { propertyMutants } from './mutants.fixture.ts'
import { historySettings, randomChoices } from './random-choices.fixture.ts'

const HISTORIES = Number(process.env.FORMWORK_HISTORIES ?? 2)
const STEPS = Number(process.env.FORMWORK_STEPS ?? 24)
const program = new URL('run-mutant.fixture.ts', import.meta.url).pathname

describe.each(Object.keys(historyProperties))('%s', (name) => {
  it.each(historySettings)(
    '$method, pool $pool, negative allowed: $negative',
    async (settings) => {
      const property = fc.asyncProperty(randomChoices(STEPS), (choices) => historyProperties[name]!(settings, choices))
      await fc.assert(property, { numRuns: HISTORIES, endOnFailure: true })
    },
    600_000,
  )
})

describe('a wrong line in the engine breaks them', () => {
  it.each(propertyMutants)(
    '$property: $name',
    ({ name, property }) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, name, '10', '24', property], { encoding: 'utf8' })
      expect({ status, output: stdout + stderr }).toMatchObject({ status: 3 })
    },
    600_000,
  )
})
