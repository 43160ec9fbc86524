import { fail } from '@formwork/platform/error/index.ts'
import { basis, isShare } from '../../engine/ledger/basis.ts'
import type { CostEvent, SourceFact, TransformationFact } from '../../engine/ledger/costing/cost-event.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { listReferringRows } from '../../store/ledger/pool-rows.ts'
import type { Unit } from '../unit.ts'
import { returnsOf, sourceFact, transformationFact } from './replay-facts.ts'

export interface CostFacts {
  readonly sources: ReadonlyMap<number, SourceFact>
  readonly transformations: ReadonlyMap<number, TransformationFact>
}

/** What movements refer to that is not among them. Errors: `unknown-source-entry`. */
export async function loadCostFacts(
  unit: Unit,
  ledger: LedgerShape,
  events: readonly CostEvent[],
  dead: ReadonlySet<number>,
  known: ReadonlyMap<number, TransformationFact> = new Map(),
): Promise<CostFacts> {
  const folded = new Set(events.map(({ id }) => id))
  const sources = new Map<number, SourceFact>()
  for (const { basis: kind, source } of events) {
    if (!isShare(kind) || sources.has(source)) continue
    if (folded.has(source) && !(await hasReturnsOutside(unit, ledger, source, folded))) continue
    const fact = await sourceFact(unit, ledger, source, folded, dead)
    if (fact === undefined) throw fail('unknown-source-entry', { line: String(source) })
    sources.set(source, fact)
  }
  const transformations = new Map(known)
  for (const { basis: kind, journal } of events) {
    if (kind === basis.assembled && !transformations.has(journal)) {
      transformations.set(journal, await transformationFact(unit, ledger, journal, dead))
    }
  }
  return { sources, transformations }
}

/** Returns into pools that are not folded count all the same. */
async function hasReturnsOutside(unit: Unit, ledger: LedgerShape, source: number, folded: ReadonlySet<number>): Promise<boolean> {
  const referring = await listReferringRows(unit.store.ledgers, unit.transaction, ledger.name, source)
  return [...returnsOf(referring)].some((movement) => !folded.has(movement))
}
