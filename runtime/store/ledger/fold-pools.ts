import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { basis, isShare } from '../../engine/ledger/basis.ts'
import {
  compareEvents,
  type CostEvent,
  type PoolStart,
  type SourceFact,
  type TransformationFact,
} from '../../engine/ledger/costing/cost-event.ts'
import { CostFold } from '../../engine/ledger/costing/cost-fold.ts'
import { emptyState } from '../../engine/ledger/costing/cost-state.ts'
import { assembleEvents, mirroredMovements, transformationsOf, type ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import type { Reading } from '../database.ts'
import { connectPools } from './connected-pools.ts'
import type { LedgerStore } from './ledger-store.ts'
import { listPools } from './pool-list.ts'
import { listJournalRows, listPoolRows, type PairedEntry } from './pool-rows.ts'
import type { StoredPool } from './pool-plans.ts'

/** The books of one ledger with costing. */
export interface CostedBooks {
  readonly reading: Reading
  readonly ledgers: LedgerStore
  readonly registry: Registry
  readonly ledger: LedgerShape
}

/** Pools that feed each other, ready to be folded from their first movement. */
export interface PoolsFold {
  /** Every movement, in the order of cost, with what was appended to it. */
  readonly events: readonly ReplayEvent[]
  /** Pools that the fold costs; those whose costs a period's end finds bring what was booked for them. */
  readonly folded: ReadonlySet<number>
  readonly fold: CostFold
}

const BEGINNING = { at: Number.MIN_SAFE_INTEGER, seq: -1 }

/** Pools in groups between which no cost flows: by moves, by what comes back, by what is made of what. */
export async function groupPools({ reading, ledgers, ledger }: CostedBooks): Promise<StoredPool[][]> {
  const { entries } = ledgers.plansOf(ledger.name).table
  const between = 'e.pool is not null and o.pool is not null and e.pool <> o.pool'
  const source = `join ${entries} s on s.id = e.source join ${entries} o on o.id = s.id or o.id = s.counter`
  const made = `join ${entries} o on o.journal = e.journal and o.basis = ${basis.assembled}`
  const connections: [number, number][] = []
  for (const sql of [
    `select distinct e.pool as a, o.pool as b from ${entries} e join ${entries} o on o.id = e.counter where ${between}`,
    `select distinct e.pool as a, o.pool as b from ${entries} e ${source} where e.source is not null and ${between}`,
    `select distinct e.pool as a, o.pool as b from ${entries} e ${made} where e.basis = ${basis.consumed} and ${between}`,
  ]) {
    for (const row of await reading.all({ sql }, [])) connections.push([Number(row.a), Number(row.b)])
  }
  return connectPools(await listPools(reading, ledger.name), connections)
}

/** Loads a group of pools; nothing is folded yet. */
export async function foldPools(books: CostedBooks, pools: readonly StoredPool[]): Promise<PoolsFold> {
  const { reading, ledgers, registry, ledger } = books
  const rows: PairedEntry[] = []
  for (const pool of pools) rows.push(...(await listPoolRows(ledgers, reading, ledger, pool, Number.MIN_SAFE_INTEGER)))
  const events = assembleEvents(rows, ledger.costing!, mirroredMovements(rows), new Map()).sort(compareEvents)
  const starts = pools
    .map((pool) => startOf(registry, pool))
    .filter(({ methods }) => methods.every(({ method }) => method.periodEnd === undefined))
  const folded = new Set(starts.map(({ pool }) => pool))
  const sources = sourcesOutside(events, folded)
  const { standardQuantity } = ledger.costing!
  return {
    events,
    folded,
    fold: new CostFold(starts, { sources, transformations: await transformationsIn(books, events), standardQuantity }),
  }
}

function startOf(registry: Registry, { id, origin }: StoredPool): PoolStart {
  const methods = origin.methods.map(({ at, seq, method }) => ({ at, seq, method: requireContribution(registry, 'costings', method) }))
  return { pool: id, state: emptyState(origin.rate ?? undefined), methods, after: BEGINNING }
}

/** What went into something that was made without passing through a pool (a fee) counts with what was booked. */
async function transformationsIn(
  { reading, ledgers, ledger }: CostedBooks,
  events: readonly ReplayEvent[],
): Promise<Map<number, TransformationFact>> {
  const pooled = new Set(events.map(({ id }) => id))
  const facts = transformationsOf(events)
  for (const [journal, fact] of facts) {
    const stored = await ledgers.journal(reading, journal)
    if (stored === undefined || fact.outputs.length === 0) continue
    const rows = await listJournalRows(ledgers, reading, ledger.name, stored)
    const inputs = assembleEvents(rows, ledger.costing!, mirroredMovements(rows), new Map())
      .filter((event) => event.basis === basis.consumed && !pooled.has(event.id))
      .map(({ id, booked }) => ({ id, value: booked }))
    if (inputs.length > 0) facts.set(journal, { ...fact, inputs: [...fact.inputs, ...inputs] })
  }
  return facts
}

/** What comes back from pools that are not folded comes back at what was booked for it. */
function sourcesOutside(events: readonly ReplayEvent[], folded: ReadonlySet<number>): Map<number, SourceFact> {
  const byId = new Map(events.map((event) => [event.id, event]))
  const isFolded = ({ from, to }: CostEvent): boolean => folded.has(from) || folded.has(to)
  const facts = new Map<number, SourceFact>()
  for (const event of events) {
    const source = isShare(event.basis) ? byId.get(event.source) : undefined
    if (source === undefined || (isFolded(source) && isFolded(event))) continue
    const fact = facts.get(source.id) ?? unreturned(source)
    facts.set(source.id, isFolded(event) ? fact : withReturn(fact, event))
  }
  return facts
}

function unreturned({ id, quantity, booked, partnerValue = booked }: ReplayEvent): SourceFact {
  return { id, quantity, value: booked, partnerValue, returnedQuantity: 0, returnedValue: 0, returnedPartnerValue: 0 }
}

function withReturn(fact: SourceFact, { quantity, booked }: ReplayEvent): SourceFact {
  return {
    ...fact,
    returnedQuantity: fact.returnedQuantity + quantity,
    returnedValue: fact.returnedValue + booked,
    returnedPartnerValue: fact.returnedPartnerValue + booked,
  }
}
