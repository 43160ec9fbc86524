import { sumByBalance, type BalanceChange } from '../../engine/ledger/entry.ts'
import { keyOf, type LedgerShape } from '../../engine/ledger/shape.ts'

import type { Transaction } from '../database.ts'
import { entryColumns, readEntry, type StoredEntry } from '../ledger/entry-plans.ts'
import type { LedgerStore } from '../ledger/ledger-store.ts'
import { mergedPositions } from './staying-sql.ts'

/** Entries read at once: bounded memory for histories of any size. */
const CHUNK = 5_000

/**
 * Writes the balances of records anew from their entries, by the statements that write them every day: they lie where the
 * picture of these ledgers says. Entries stay as they are. `naming`: in whose picture ledgers name what was merged.
 */
export async function rebuildBalances(
  ledgers: LedgerStore,
  transaction: Transaction,
  ids: readonly number[],
  naming: LedgerStore = ledgers,
): Promise<void> {
  for (const shape of ledgers.shapes.values()) {
    const where = anyOf(naming, shape, ids)
    if (where === undefined) continue
    await transaction.run({ sql: `delete from ${ledgers.plansOf(shape.name).table.balances} where ${where}` }, [])
    await addEntries(ledgers, transaction, shape, where)
  }
}

/** Rows of one of these records; undefined where the ledger names none of what was merged. Ids are numbers of our own. */
export function anyOf(ledgers: LedgerStore, shape: LedgerShape, ids: readonly number[]): string | undefined {
  const { table } = ledgers.plansOf(shape.name)
  const tests = mergedPositions(table, ledgers.merged).map((position) => `${table.dimensions[position]} in (${ids.map(Number).join(', ')})`)
  return tests.length === 0 ? undefined : `(${tests.join(' or ')})`
}

async function addEntries(ledgers: LedgerStore, transaction: Transaction, shape: LedgerShape, where: string): Promise<void> {
  const { table } = ledgers.plansOf(shape.name)
  const sql = `select ${entryColumns(table).join(', ')} from ${table.entries} where id > ? and ${where} order by id limit ${CHUNK}`
  for (let last = 0; ;) {
    const rows = (await transaction.all({ sql }, [last])).map((row) => readEntry(table, row))
    for (const changes of rounds(ledgers, shape, rows)) await ledgers.addToBalances(transaction, changes)
    if (rows.length < CHUNK) return
    last = rows.at(-1)!.id
  }
}

/**
 * Changes in rounds, each balance once a round: what opens an item says what it carries, so they follow each other as they
 * were written, journal by journal.
 */
function rounds(ledgers: LedgerStore, shape: LedgerShape, rows: readonly StoredEntry[]): BalanceChange[][] {
  if (shape.openItem < 0) return [changesOf(ledgers, shape, rows)]
  const written: BalanceChange[][] = []
  const next = new Map<string, number>()
  for (const journal of journalsOf(rows)) {
    for (const change of changesOf(ledgers, shape, journal)) {
      const key = keyOf(change.coordinates)
      const round = next.get(key) ?? 0
      next.set(key, round + 1)
      const changes = written[round] ?? []
      written[round] = changes
      changes.push(change)
    }
  }
  return written
}

function changesOf(ledgers: LedgerStore, ledger: LedgerShape, rows: readonly StoredEntry[]): BalanceChange[] {
  return sumByBalance(ledgers.stayingRows([{ ledger, rows: [...rows] }]))
}

function journalsOf(rows: readonly StoredEntry[]): StoredEntry[][] {
  const journals: StoredEntry[][] = []
  for (const row of rows) {
    const last = journals.at(-1)
    if (last !== undefined && last[0]!.journal === row.journal) last.push(row)
    else journals.push([row])
  }
  return journals
}
