import { fail } from '@formwork/platform/error/index.ts'
import { judgeTimeline, type TimelinePoint } from '../../engine/ledger/assertion.ts'
import { movementOf, type LedgerRows } from '../../engine/ledger/entry.ts'
import { isInside, keyOf, type AssertionShape, type Coordinates, type LedgerShape } from '../../engine/ledger/shape.ts'
import { listLaterAmounts } from '../../store/ledger/timeline.ts'
import type { Unit } from '../unit.ts'

interface Group {
  readonly ledger: LedgerShape
  readonly assertion: AssertionShape
  readonly coordinates: Coordinates
  readonly points: TimelinePoint[]
  falls: boolean
  /** Every point is the newest of its minute: nothing of that minute comes after it. */
  isFresh: boolean
}

/**
 * Judges every assertion on every line and over the whole later timeline, before the entries are written:
 * balances are read (and locked) once a key, and only where something falls. Errors: `assertion-refused`.
 */
export async function checkAssertions(unit: Unit, entries: readonly LedgerRows[]): Promise<void> {
  const groups = groupsOf(entries).sort((left, right) =>
    left.ledger.name + keyOf(left.coordinates) < right.ledger.name + keyOf(right.coordinates) ? -1 : 1,
  )
  for (const group of groups) await checkGroup(unit, group)
}

function groupsOf(entries: readonly LedgerRows[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { ledger, rows } of entries) {
    const judged = ledger.assertions.filter((assertion) => mayBreak(ledger, assertion, rows))
    if (judged.length === 0) continue
    for (const row of rows) {
      if (!isInside(ledger, row.coordinates)) continue
      for (const assertion of judged) {
        const key = `${assertion.definition.name}\u001f${assertion.over.map((position) => row.coordinates[position]).join('\u001f')}`
        let group = groups.get(key)
        if (group === undefined) {
          groups.set(key, (group = { ledger, assertion, coordinates: row.coordinates, points: [], falls: false, isFresh: true }))
        }
        group.points.push({ at: row.at, seq: row.seq, amounts: row.amounts, line: row.line })
        group.isFresh &&= row.seq === movementOf(row)
        group.falls ||= assertion.floor === undefined || row.amounts[assertion.floor.measure]! < 0
      }
    }
  }
  return [...groups.values()].filter((group) => group.falls)
}

/** What only rises cannot break a floor: most receipts need no look at any balance. */
function mayBreak(ledger: LedgerShape, assertion: AssertionShape, rows: LedgerRows['rows']): boolean {
  const { floor } = assertion
  return floor === undefined || rows.some((row) => row.amounts[floor.measure]! < 0 && isInside(ledger, row.coordinates))
}

async function checkGroup(unit: Unit, group: Group): Promise<void> {
  const { ledger, assertion, coordinates, points } = group
  const { ledgers } = unit.store
  const balance = await ledgers.sumBalances(unit.transaction, ledger, assertion.over, coordinates)
  const from = points.reduce((earliest, point) =>
    point.at < earliest.at || (point.at === earliest.at && point.seq < earliest.seq) ? point : earliest,
  )
  const isLast = balance.lastAt < from.at || (balance.lastAt === from.at && group.isFresh)
  const later = isLast ? [] : await listLaterAmounts(ledgers, unit.transaction, ledger, assertion.over, coordinates, from)
  const broken = judgeTimeline(assertion, balance.amounts, points, later)
  if (broken === undefined) return
  throw fail('assertion-refused', { message: assertion.definition.message }, broken.line === null ? undefined : `lines/${broken.line}`)
}
