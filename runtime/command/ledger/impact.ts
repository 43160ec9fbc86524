import { Decimal, formatId } from '@formwork/platform/value/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import { deriverOf } from '../../engine/ledger/derive.ts'
import { movementOf, type EntryRow, type LedgerRows } from '../../engine/ledger/entry.ts'
import { emptyCoordinate, isInside, keyOf, type Coordinates, type LedgerShape } from '../../engine/ledger/shape.ts'
import { findPairedEntry } from '../../store/ledger/pool-rows.ts'
import { matchesRows } from '../match-rows.ts'
import type { Unit } from '../unit.ts'

/** Figures by measure, decimals as text; derived ones too. */
type Figures = Record<string, string>

/** A balance that changes. */
interface BalanceImpact {
  readonly ledger: string
  readonly coordinates: Record<string, string | null>
  readonly before: Figures
  readonly after: Figures
}

/** A record whose figures change although the command is not about it: by how much, in sum over its entries. */
interface RecordImpact {
  /** Null for what the asker may not see. */
  readonly record: string | null
  readonly entity: string | null
  readonly number: string | null
  readonly ledger: string
  readonly changes: Figures
}

export interface Impact {
  readonly balances: readonly BalanceImpact[]
  readonly records: readonly RecordImpact[]
}

interface Written {
  readonly journal: number
  readonly ledger: LedgerShape
  readonly row: EntryRow
}

const written = new WeakMap<Unit, Written[]>()

/** A rehearsed command remembers what it writes. */
export function noteEntries(unit: Unit, journal: number, entries: readonly LedgerRows[]): void {
  if (!unit.dryRun) return
  const noted = written.get(unit) ?? []
  for (const { ledger, rows } of entries) for (const row of rows) noted.push({ journal, ledger, row })
  written.set(unit, noted)
}

/**
 * What a rehearsed command changes in ledgers: every balance, and every other record whose cost, margin or open amount
 * follows, under the rights of who asks. Undefined where it wrote nothing. The command itself then changes exactly this.
 */
export async function impactOf(unit: Unit): Promise<Impact | undefined> {
  const noted = written.get(unit)?.filter(({ ledger }) => unit.authority.may('view', ledger.name))
  if (noted === undefined || noted.length === 0) return undefined
  return { balances: await balancesOf(unit, noted), records: await recordsOf(unit, noted) }
}

interface Sum {
  readonly ledger: LedgerShape
  readonly coordinates: Coordinates
  readonly amounts: number[]
}

async function balancesOf(unit: Unit, noted: readonly Written[]): Promise<BalanceImpact[]> {
  const sums = new Map<string, Sum>()
  for (const { ledger, row } of noted) {
    if (!isInside(ledger, row.coordinates)) continue
    const key = `${ledger.name}\u001f${keyOf(row.coordinates)}`
    const sum = sums.get(key) ?? { ledger, coordinates: row.coordinates, amounts: ledger.measures.map(() => 0) }
    sums.set(key, sum)
    for (const [index, amount] of row.amounts.entries()) sum.amounts[index]! += amount
  }
  const impacts: BalanceImpact[] = []
  for (const { ledger, coordinates, amounts } of sums.values()) {
    if (amounts.every((amount) => amount === 0)) continue
    const over = ledger.dimensions.map((_, index) => index)
    const after = await unit.store.ledgers.sumBalances(unit.transaction, ledger, over, coordinates)
    const before = after.amounts.map((amount, index) => amount - amounts[index]!)
    impacts.push({
      ledger: ledger.name,
      coordinates: describeCoordinates(ledger, coordinates),
      before: figuresOf(unit, ledger, before),
      after: figuresOf(unit, ledger, after.amounts),
    })
  }
  return impacts
}

/** Corrections belong to the record of the movement that they correct. */
async function recordsOf(unit: Unit, noted: readonly Written[]): Promise<RecordImpact[]> {
  const journals = new Set(noted.map(({ journal }) => journal))
  const sums = new Map<string, { ledger: LedgerShape; journal: number; amounts: number[] }>()
  for (const { ledger, row } of noted) {
    if (!isCorrection(row) || movementOf(row) !== row.id) continue
    const journal = await journalOf(unit, row.source!)
    if (journal === undefined || journals.has(journal)) continue
    const key = `${ledger.name}/${journal}`
    const sum = sums.get(key) ?? { ledger, journal, amounts: ledger.measures.map(() => 0) }
    sums.set(key, sum)
    // What moves on costs so much more: the first row is what leaves.
    const sign = row.counter === null ? 1 : -1
    for (const [index, amount] of row.amounts.entries()) sum.amounts[index]! += sign * amount
  }
  const impacts: RecordImpact[] = []
  for (const { ledger, journal, amounts } of sums.values()) {
    if (amounts.every((amount) => amount === 0)) continue
    impacts.push({ ...(await describeRecord(unit, journal)), ledger: ledger.name, changes: figuresOf(unit, ledger, amounts, true) })
  }
  return impacts
}

function isCorrection({ basis: kind, source }: EntryRow): boolean {
  return source !== null && (kind === basis.adjusted || kind === basis.followed)
}

/** Journal of a movement of any ledger. */
async function journalOf(unit: Unit, movement: number): Promise<number | undefined> {
  for (const ledger of unit.store.ledgers.shapes.values()) {
    if (ledger.costing === undefined) continue
    const found = await findPairedEntry(unit.store.ledgers, unit.transaction, ledger.name, movement)
    if (found !== undefined) return found.journal
  }
  return undefined
}

async function describeRecord(unit: Unit, id: number): Promise<Pick<RecordImpact, 'record' | 'entity' | 'number'>> {
  const journal = await unit.store.ledgers.journal(unit.transaction, id)
  if (journal === undefined || journal.entity === null || !unit.authority.may('view', journal.entity)) {
    return { record: null, entity: null, number: null }
  }
  const record = await unit.load(journal.entity, journal.record)
  if (record === undefined || !(await matchesRows(unit, record, 'view'))) return { record: null, entity: null, number: null }
  return { record: formatId(journal.record), entity: journal.entity, number: record.header.number ?? null }
}

/** Visible measures as text, with what is derived from them; of changes only those that are not 0. */
function figuresOf(unit: Unit, ledger: LedgerShape, amounts: readonly number[], isChange = false): Figures {
  const { hidden } = unit.authority.fields(ledger.name)
  const scope: Record<string, never> = Object.create(null) as Record<string, never>
  const values = scope as Record<string, unknown>
  for (const [index, { name, scale }] of ledger.measures.entries()) values[name] = Decimal.fromUnits(amounts[index]!, scale)
  deriverOf(ledger.definition)(scope)
  const figures = Object.entries(values).filter(
    ([name, value]) => value instanceof Decimal && !hidden.has(name) && !(isChange && value.isZero()),
  )
  return Object.fromEntries(figures.map(([name, value]) => [name, String(value)]))
}

function describeCoordinates(ledger: LedgerShape, coordinates: Coordinates): Record<string, string | null> {
  return Object.fromEntries(
    ledger.dimensions.map((dimension, index) => {
      const value = coordinates[index]!
      const isVirtual = typeof value === 'number' && value < 0
      const text = isVirtual ? `@${dimension.nameOfVirtual.get(value) ?? ''}` : String(value)
      return [dimension.name, value === emptyCoordinate(dimension) ? null : text]
    }),
  )
}
