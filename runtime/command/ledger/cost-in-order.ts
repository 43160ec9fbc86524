import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { basis } from '../../engine/ledger/basis.ts'
import { eventOf, isCosted, type PlacedMovement } from '../../engine/ledger/book.ts'
import type { CostOutcome, PoolStart, SourceFact, TransformationFact } from '../../engine/ledger/costing/cost-event.ts'
import { CostFold } from '../../engine/ledger/costing/cost-fold.ts'
import { copyState } from '../../engine/ledger/costing/cost-state.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'

/** The movements of one journal in one ledger with their ids. */
export interface Numbered {
  readonly placed: PlacedMovement
  readonly id: number
}

export function poolStart(unit: Unit, pool: StoredPool): PoolStart {
  return {
    pool: pool.id,
    state: copyState(pool.state),
    methods: pool.origin.methods.map(({ at, seq, method }) => ({ at, seq, method: requireContribution(unit.registry, 'costings', method) })),
  }
}

/** Inputs and outputs of a journal's transformation, before anything is known of their cost. */
export function transformationsOf(journal: number, numbered: readonly Numbered[]): Map<number, TransformationFact> {
  const outputs = numbered.filter(({ placed }) => placed.movement.basis === basis.assembled)
  if (outputs.length === 0) return new Map()
  const inputs = numbered.filter(({ placed }) => placed.movement.basis === basis.consumed)
  return new Map([[journal, {
    journal,
    inputs: inputs.map(({ id }) => ({ id, value: 0 })),
    outputs: outputs.map(({ id, placed }) => ({ id, factor: placed.movement.factor })),
  }]])
}

/** Costs movements at the end of all their pools: nothing later exists. */
export function costInOrder(
  unit: Unit,
  ledger: LedgerShape,
  numbered: readonly Numbered[],
  context: { journal: number; at: number; pools: ReadonlyMap<number, StoredPool>; sources: ReadonlyMap<number, SourceFact> },
): { fold: CostFold; outcomes: Map<number, CostOutcome> } {
  const starts = [...context.pools.values()].filter((pool) => pool.origin.ledger === ledger.name).map((pool) => poolStart(unit, pool))
  const fold = new CostFold(starts, { sources: context.sources, transformations: transformationsOf(context.journal, numbered), standardQuantity: ledger.costing!.standardQuantity })
  const outcomes = new Map<number, CostOutcome>()
  for (const { placed, id } of numbered) if (isCosted(placed)) outcomes.set(id, fold.apply(eventOf(placed, context.journal, id, context.at)))
  return { fold, outcomes }
}
