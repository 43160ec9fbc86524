import type { CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { CostEvent } from '../../engine/ledger/costing/cost-event.ts'
import type { ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import type { Reading, Row } from '../database.ts'
import { listCheckpoints, type Checkpoint } from './checkpoints.ts'
import { foldPools, groupPools, type CostedBooks, type PoolsFold } from './fold-pools.ts'
import type { LedgerStore } from './ledger-store.ts'
import type { StoredPool } from './pool-plans.ts'
import type { LedgerCheck } from './verify-costs.ts'

/**
 * Folds every pool again from its first movement and compares: each checkpoint with the state on the way, each movement
 * with what it costs, each pool with the state at the end. Pools whose costs a period's end finds are compared by quantity.
 * Pools that feed each other are folded together, the others apart, so that memory stays bounded. Reads only.
 */
export async function verifyCheckpoints(reading: Reading, ledgers: LedgerStore, registry: Registry): Promise<LedgerCheck[]> {
  const checks: LedgerCheck[] = []
  for (const ledger of ledgers.shapes.values()) {
    if (ledger.costing === undefined) continue
    const books: CostedBooks = { reading, ledgers, registry, ledger }
    const wrong: Wrong = { states: [], costs: [] }
    for (const pools of await groupPools(books)) await verifyGroup(books, pools, wrong)
    checks.push(describe('checkpoints', ledger.name, wrong.states), describe('costs', ledger.name, wrong.costs))
  }
  return checks
}

function describe(check: LedgerCheck['check'], ledger: string, rows: readonly Row[]): LedgerCheck {
  const [first] = rows
  return { check, ledger, broken: rows.length, first: first === undefined ? undefined : JSON.stringify(first) }
}

interface Wrong {
  readonly states: Row[]
  readonly costs: Row[]
}

async function verifyGroup(books: CostedBooks, pools: readonly StoredPool[], wrong: Wrong): Promise<void> {
  const group = await foldPools(books, pools)
  const keys = new Map(pools.map((pool) => [pool.id, pool.key]))
  const kept = await checkpointsOf(books.reading, pools)
  const quantities = new Map<number, number>()
  let next = 0
  const compareUpTo = (event: CostEvent | undefined): void => {
    for (; next < kept.length && (event === undefined || isBefore(kept[next]!, event)); next++) {
      const { pool, at, seq, state } = kept[next]!
      const truth = group.folded.has(pool) ? group.fold.state(pool)! : { quantity: quantities.get(pool) ?? 0 }
      const found = differenceOf(state, truth)
      if (found !== undefined) wrong.states.push({ checkpoint: keys.get(pool)!, at, seq, ...found })
    }
  }
  for (const event of group.events) {
    compareUpTo(event)
    count(quantities, event)
    if (group.folded.has(event.from) || group.folded.has(event.to)) group.fold.apply(event)
  }
  compareUpTo(undefined)
  wrong.costs.push(...group.events.flatMap((event) => wrongCost(group, event)))
  for (const { id, key, state } of pools) {
    const found = group.folded.has(id) ? differenceOf(state, group.fold.state(id)!) : undefined
    if (found !== undefined) wrong.states.push({ pool: key, ...found })
  }
}

function wrongCost({ folded, fold }: PoolsFold, { id, from, to, name, booked }: ReplayEvent): Row[] {
  const isCosted = folded.has(from) || (from === 0 && folded.has(to))
  const cost = isCosted ? fold.outcomes.get(id)!.value : booked
  return cost === booked ? [] : [{ entry: id, name, booked, cost }]
}

async function checkpointsOf(reading: Reading, pools: readonly StoredPool[]): Promise<Checkpoint[]> {
  const found: Checkpoint[] = []
  for (const { id } of pools) found.push(...(await listCheckpoints(reading, id)))
  return found.sort((left, right) => left.at - right.at || left.seq - right.seq)
}

function isBefore(checkpoint: Checkpoint, event: CostEvent): boolean {
  return checkpoint.at < event.at || (checkpoint.at === event.at && checkpoint.seq < event.seq)
}

function count(quantities: Map<number, number>, { from, to, quantity }: CostEvent): void {
  if (from === to) return
  if (from !== 0) quantities.set(from, (quantities.get(from) ?? 0) - quantity)
  if (to !== 0) quantities.set(to, (quantities.get(to) ?? 0) + quantity)
}

/** The first figure of a state that is not the truth. */
function differenceOf(state: CostState, truth: Partial<CostState>): Row | undefined {
  for (const name of ['quantity', 'value', 'layers', 'shortages'] as const) {
    const wanted = truth[name]
    if (wanted === undefined) continue
    const [kept, found] = [JSON.stringify(state[name]), JSON.stringify(wanted)]
    if (kept !== found) return { figure: name, kept, found }
  }
  return undefined
}
