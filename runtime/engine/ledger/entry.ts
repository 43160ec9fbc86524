import { fail } from '@formwork/platform/error/index.ts'
import type { Basis } from './basis.ts'
import type { AttributeValues, Coordinates, LedgerShape } from './shape.ts'

/** One immutable row of a ledger. The two rows of a move follow each other and name each other as `counter`. */
export interface EntryRow {
  readonly id: number
  /** Business minute (minutes of the workspace's wall clock since 1970), and the order within it. */
  readonly at: number
  readonly seq: number
  /** Name of the posting's entry; what the engine adds carries the name of what it belongs to. */
  readonly name: string
  /** Row of the record's lines. */
  readonly line: number | null
  readonly basis: Basis
  /** First row of the movement it refers to. */
  readonly source: number | null
  readonly counter: number | null
  readonly pool: number | null
  readonly factor: number
  readonly coordinates: Coordinates
  /** By measure, in smallest units. */
  readonly amounts: readonly number[]
  readonly attributes: AttributeValues
}

/** Rows of one ledger, in order. */
export interface LedgerRows {
  readonly ledger: LedgerShape
  readonly rows: EntryRow[]
}

/** First row of the movement that a row belongs to: what `source` refers to. */
export function movementOf(row: Pick<EntryRow, 'id' | 'counter'>): number {
  return row.counter === null ? row.id : Math.min(row.id, row.counter)
}

/** Change of one balance. */
export interface BalanceChange {
  readonly ledger: LedgerShape
  readonly coordinates: Coordinates
  readonly amounts: number[]
  /** Latest business minute among its entries. */
  at: number
  /** Of the entry that opened it (open items). */
  attributes: AttributeValues
}

/** One change a balance, in order of coordinates, so that every command locks in the same order. Errors: `amount-overflow`. */
export function sumByBalance(entries: readonly LedgerRows[]): BalanceChange[] {
  const changes: BalanceChange[] = []
  for (const { ledger, rows } of entries) {
    const sorted = rows
      .map((row) => row)
      .sort((left, right) => compareCoordinates(left.coordinates, right.coordinates) || left.id - right.id)
    let change: BalanceChange | undefined
    for (const row of sorted) {
      if (change !== undefined && compareCoordinates(change.coordinates, row.coordinates) === 0) addTo(change, row)
      else {
        changes.push((change = { ledger, coordinates: row.coordinates, amounts: [...row.amounts], at: row.at, attributes: row.attributes }))
      }
    }
  }
  return entries.length < 2 ? changes : changes.sort(compareChanges)
}

function addTo(change: BalanceChange, row: EntryRow): void {
  for (let index = 0; index < row.amounts.length; index++) {
    const sum = change.amounts[index]! + row.amounts[index]!
    if (!Number.isSafeInteger(sum)) throw fail('amount-overflow', { movement: movementOf(row) })
    change.amounts[index] = sum
  }
  if (row.at > change.at) change.at = row.at
}

function compareChanges(left: BalanceChange, right: BalanceChange): number {
  if (left.ledger !== right.ledger) return left.ledger.name < right.ledger.name ? -1 : 1
  return compareCoordinates(left.coordinates, right.coordinates)
}

export function compareCoordinates(left: Coordinates, right: Coordinates): number {
  for (let index = 0; index < left.length; index++) {
    if (left[index]! < right[index]!) return -1
    if (left[index]! > right[index]!) return 1
  }
  return 0
}
