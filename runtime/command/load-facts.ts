import { assert, isAppError } from '@formwork/platform/error/index.ts'
import type { Need } from '../engine/record/facts.ts'
import { readHeld } from '../query/ledger/held-values.ts'
import { runMatch } from '../query/services/run-match.ts'
import type { MaybePromise } from '../store/database.ts'
import { queryContextOf } from './query-context.ts'
import type { Unit } from './unit.ts'

/** Rounds of "compute, load what was missing": as deep as paths through references may go. */
const DEEPEST_PATH = 12

/** Runs `work` again until every fact that it asked for is there; at once where nothing is missing. */
export function withFacts<T>(unit: Unit, work: () => T): MaybePromise<T> {
  const result = work()
  const needs = unit.facts.takeNeeds()
  return needs.length === 0 ? result : runAgain(unit, work, needs)
}

async function runAgain<T>(unit: Unit, work: () => T, missing: readonly Need[]): Promise<T> {
  let needs = missing
  for (let round = 1; round < DEEPEST_PATH; round++) {
    for (const need of needs) await loadNeed(unit, need)
    const result = work()
    needs = unit.facts.takeNeeds()
    if (needs.length === 0) return result
  }
  assert(false, 'Facts lead to facts without end')
}

async function loadNeed(unit: Unit, need: Need): Promise<void> {
  if (need.kind === 'match') return loadMatch(unit, need)
  if (need.kind === 'balance') {
    unit.facts.learnBalance(need.key, await unit.readBalance(need.ledger, need.measure, need.where))
    return
  }
  if (need.kind === 'held') {
    unit.facts.learnHeld(need.key, await readHeld(queryContextOf(unit), 'all', need))
    return
  }
  const record = await (need.lines ? unit.load(need.entity, need.id) : unit.loadHeader(need.entity, need.id))
  unit.facts.learnRecord(need.id, record ?? null, need.lines)
}

/** A look-up that cannot be made yet (its item is not chosen) gives nothing. */
async function loadMatch(unit: Unit, need: Extract<Need, { kind: 'match' }>): Promise<void> {
  const { taken } = await runMatch(queryContextOf(unit), need.name, need.parameters, 'all').catch((error: unknown) => {
    if (isAppError(error, 'required')) return { taken: null }
    throw error
  })
  unit.facts.learnMatch(need.key, { value: taken?.value ?? null, why: taken?.why?.[unit.command.language] ?? null })
}
