import BetterSqlite3 from 'better-sqlite3'

/** Columns that hold ids; every copy gets others. */
const IDS = new Set(['id', 'record', 'journal', 'line', 'source', 'counter', 'last', 'pool'])

/**
 * Doubles all that items have in a ledger (entries, journals, balances, pools, checkpoints), each copy under items of its own,
 * until the ledger holds `entries` rows: every figure stays true, as if it had been posted. The item is the first dimension and
 * alone makes the pool. Returns the number of entries.
 */
export function multiplyItems(file: string, ledger: string, entries: number): number {
  const connection = new BetterSqlite3(file)
  connection.pragma('synchronous = off')
  const { physical } = connection.prepare<[string], { physical: string }>('select physical from ledger_name where path = ?').get(ledger)!
  const count = (): number => connection.prepare<[], { count: number }>(`select count(*) as count from entry_${physical}`).get()!.count
  while (count() < entries) {
    const offset = connection.prepare<[], { reserved: number }>('select reserved from id_sequence').get()!.reserved
    const own = new Map<string, string>([
      ['d1', `d1 + ${offset}`],
      ['key', `'${ledger}|' || (json_extract(origin, '$.coordinates[0]') + ${offset})`],
      ['origin', `json_set(origin, '$.coordinates[0]', json_extract(origin, '$.coordinates[0]') + ${offset})`],
    ])
    connection.transaction(() => {
      for (const table of [`entry_${physical}`, `balance_${physical}`, 'ledger_journal', 'ledger_pool', 'ledger_checkpoint']) {
        copyRows(connection, table, offset, own)
      }
      connection.prepare('update id_sequence set reserved = ?').run(offset * 2)
    })()
  }
  connection.exec('analyze')
  connection.pragma('wal_checkpoint(truncate)')
  const reached = count()
  connection.close()
  return reached
}

function copyRows(connection: BetterSqlite3.Database, table: string, offset: number, own: ReadonlyMap<string, string>): void {
  const columns = connection
    .prepare<[], { name: string }>(`pragma table_info(${table})`)
    .all()
    .map((row) => row.name)
  const copied = columns.map((name) => own.get(name) ?? (IDS.has(name) ? `${name} + ${offset}` : name))
  connection.exec(`insert into ${table} (${columns.join(', ')}) select ${copied.join(', ')} from ${table}`)
}
