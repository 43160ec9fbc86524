/**
 * A process of its own, so that the wrong line is in memory only: `node run-mutant.fixture.ts <index> <histories> <steps>`
 * loads the engine with that mutant (-1: none) and runs seeded histories against the plain model; with the name of a property
 * instead of an index's, and that property last, it runs the property.
 * Ends with 0 when they all agree (survived), with 3 at the first difference (caught).
 */
import { registerHooks } from 'node:module'
import fc from 'fast-check'
import { mutants, propertyMutants } from './mutants.fixture.ts'

const CAUGHT = 3
const SEED = 20_260_101
const [name, histories, steps] = [process.argv[2]!, ...process.argv.slice(3, 5).map(Number)] as [string, number, number]
const property = process.argv[5]
const mutant = property === undefined ? mutants[Number(name)] : propertyMutants.find((each) => each.name === name)!
let isApplied = mutant === undefined

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (mutant === undefined || !url.endsWith(`/${mutant.file}`)) return loaded
    isApplied = true
    const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString()
    return { ...loaded, source: source.replace(mutant.from, () => mutant.to) }
  },
})

const { runHistory } = await import('./random-history.fixture.ts')
const { historyProperties } = await import('./history-properties.fixture.ts')
const run = property === undefined ? runHistory : historyProperties[property]!
const { historySettings, randomChoices } = await import('./random-choices.fixture.ts')
if (!isApplied) throw new Error(`${mutant!.file} was not loaded`)
try {
  // One history of every setting in turn, all of them different: the first difference comes soon.
  for (let turn = 0; turn < histories; turn++) {
    for (const [index, settings] of historySettings.entries()) {
      const [choices] = fc.sample(randomChoices(steps), { numRuns: 1, seed: SEED + turn * historySettings.length + index })
      await run(settings, choices!)
    }
  }
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = CAUGHT
}
