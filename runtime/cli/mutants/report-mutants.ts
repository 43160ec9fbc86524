import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { runMutant } from './run-mutants.ts'
import { chooseFaults, seedFaults } from './seed-faults.ts'

/** Of 40 faults at least 38 are to be noticed. */
const LEAST_SHARE = 38 / 40

/** Seeds so many faults, one at a time, and says which scenario noticed each. 0 when enough were noticed, else 1. */
export async function reportMutants(model: Model, registry: Registry, options: { count: number; seed: number }): Promise<number> {
  const faults = chooseFaults(seedFaults(model.files), options.count, options.seed)
  let caught = 0
  for (const fault of faults) {
    const begun = performance.now()
    const { caughtBy, ran } = await runMutant(model, fault, registry)
    if (caughtBy !== undefined) caught++
    const verdict = caughtBy === undefined ? 'ESCAPED' : 'caught '
    const by = caughtBy === undefined ? '' : ` by ${caughtBy}`
    process.stdout.write(`${verdict} ${fault.name}${by} (${ran} scenarios, ${Math.round(performance.now() - begun)} ms)\n`)
  }
  process.stdout.write(`\n${caught} of ${faults.length} faults were noticed\n`)
  return faults.length > 0 && caught >= faults.length * LEAST_SHARE ? 0 : 1
}
