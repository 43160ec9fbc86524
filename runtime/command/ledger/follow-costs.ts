import { basis } from '../../engine/ledger/basis.ts'
import { collectRows, type PlacedMovement } from '../../engine/ledger/book.ts'
import type { CostOutcome } from '../../engine/ledger/costing/cost-event.ts'
import type { EntryRow, LedgerRows } from '../../engine/ledger/entry.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { findPairedEntry, listJournalRows, type PairedEntry } from '../../store/ledger/pool-rows.ts'
import type { Unit } from '../unit.ts'
import type { Extra } from './cost-request.ts'

/** Every entry that takes the cost of others becomes one movement for each of them; its own amounts go with the first. */
export function expandFollowers(placed: readonly PlacedMovement[]): readonly PlacedMovement[] {
  if (!placed.some(({ movement }) => movement.plan.cost !== null)) return placed
  return placed.flatMap((each) => {
    const { plan, line, amounts } = each.movement
    if (plan.cost === null) return [each]
    const sources = placed.filter(
      ({ movement }) => plan.cost!.of.has(movement.plan.name) && (line === null || movement.line?.id === line.id),
    )
    const none = amounts.map(() => 0)
    if (sources.length === 0) return amounts.every((amount) => amount === 0) ? [] : [each]
    return sources.map((follows, index) =>
      index === 0 ? { ...each, follows } : { ...each, follows, movement: { ...each.movement, amounts: none } },
    )
  })
}

/** A movement that follows another one, with what that one costs. */
export function withCost(placed: PlacedMovement, source: number, outcome: CostOutcome | undefined): PlacedMovement {
  const { movement, follows } = placed
  const turned = follows!.movement.basis === basis.counted && follows!.difference! < 0
  const cost = outcome === undefined ? 0 : (turned ? -1 : 1) * outcome.value + 0
  const amounts = movement.amounts.map((amount, index) => (index === movement.plan.cost!.measure ? amount + cost : amount))
  return { ...placed, source, movement: { ...movement, basis: basis.followed, amounts } }
}

/** What earlier movements cost has changed: whatever follows them changes with them. Returns the last id. */
export async function appendFollowers(unit: Unit, entries: LedgerRows[], extra: readonly Extra[], last: number): Promise<number> {
  let end = last
  for (const { ledger, move } of followingLedgers(unit).length === 0 ? [] : extra) {
    if (move.basis !== basis.adjusted || move.value === 0) continue
    for (const { follower, row, measure } of await followersOf(unit, ledger, move.source)) {
      const own = row.other === null ? [row] : [row, { ...row, coordinates: row.other.coordinates }]
      const first = await unit.transaction.laterIds(own.length)
      const leaves = row.other !== null || isTaken(unit, row)
      const rows = own.map(({ coordinates }, side): EntryRow => {
        const sign = leaves && side === 0 ? -1 : 1
        return {
          id: first + side,
          at: move.at,
          seq: first,
          name: row.name,
          line: row.line,
          basis: basis.followed,
          source: move.source,
          counter: own.length === 1 ? null : first + 1 - side,
          pool: null,
          factor: 0,
          coordinates,
          amounts: follower.measures.map((_, index) => (index === measure ? sign * move.value : 0)),
          attributes: follower.attributes.map(() => null),
        }
      })
      collectRows(entries, follower, rows)
      end = first + own.length - 1
    }
  }
  return end
}

interface Follower {
  readonly follower: LedgerShape
  /** First row of the movement. */
  readonly row: PairedEntry
  readonly measure: number
}

/** What follows a movement stands in its journal. */
async function followersOf(unit: Unit, ledger: LedgerShape, source: number): Promise<Follower[]> {
  const { ledgers } = unit.store
  const own = await findPairedEntry(ledgers, unit.transaction, ledger.name, source)
  const journal = own === undefined ? undefined : await ledgers.journal(unit.transaction, own.journal)
  if (journal === undefined) return []
  const found: Follower[] = []
  for (const follower of followingLedgers(unit)) {
    for (const row of await listJournalRows(ledgers, unit.transaction, follower.name, journal)) {
      const isFirst = row.counter === null || row.id < row.counter
      const measure =
        isFirst && row.basis === basis.followed && row.source === source ? measureOf(unit, follower, journal.posting, row.name) : -1
      if (measure >= 0) found.push({ follower, row, measure })
    }
  }
  return found
}

/** Position of the measure that follows; -1 when the rule does not say so any more. */
export function measureOf(unit: Unit, follower: LedgerShape, posting: string, entry: string): number {
  const definition = unit.model.postings.get(posting)?.entries.find(({ name }) => name === entry)
  return definition?.cost === undefined ? -1 : follower.measures.findIndex(({ name }) => name === definition.cost!.measure)
}

/** Whether a single row was taken, not added. */
function isTaken(unit: Unit, row: PairedEntry): boolean {
  for (const { entries } of unit.model.postings.values()) {
    const entry = entries.find(({ name, cost }) => name === row.name && cost !== undefined)
    if (entry !== undefined) return entry.take !== undefined
  }
  return false
}

/** Ledgers that take costs of others. */
function followingLedgers(unit: Unit): LedgerShape[] {
  const names = new Set(
    [...unit.model.postings.values()].flatMap(({ entries }) => entries.flatMap(({ cost, ledger }) => (cost === undefined ? [] : [ledger]))),
  )
  return [...unit.store.ledgers.shapes.values()].filter(({ name }) => names.has(name))
}
