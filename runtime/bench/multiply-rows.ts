import BetterSqlite3 from 'better-sqlite3'

/** Tables that grow with every receipt; balances only where each receipt opens one. */
const GROWING = /^(r_rece(?:ipt|ive)|l_rece(?:ipt|ive)_lines|ledger_journal|entry_\d+|balance_\d+|audit|process_instance|process_history)$/
/** Columns that hold ids from the common sequence (records, lines, journals, entries, instances), so that copies need others. */
const IDS = new Set(['id', 'record', 'journal', 'line', 'source', 'counter', 'last', 'entry', 'instance', 'seq'])

/**
 * Doubles everything that receipts have written until a ledger holds `entries` rows, as if they had been posted.
 * Balances and pools stay: they grow with articles and places, not with receipts. Returns the number of entries.
 */
export function multiplyRows(file: string, ledgers: { readonly items: string; readonly openItems: string }, entries: number): number {
  const connection = new BetterSqlite3(file)
  const numberOf = (ledger: string): string =>
    connection.prepare<[string], { physical: string }>('select physical from ledger_name where path = ?').get(ledger)!.physical
  const entryTable = `entry_${numberOf(ledgers.items)}`
  const openItems = numberOf(ledgers.openItems)
  connection.pragma('synchronous = off')
  const count = (): number => connection.prepare<[], { count: number }>(`select count(*) as count from ${entryTable}`).get()!.count
  const tables = connection
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'table'")
    .all()
    .map((row) => row.name)
  while (count() < entries) {
    const offset = connection.prepare<[], { reserved: number }>('select reserved from id_sequence').get()!.reserved
    const sequence = connection.prepare<[], { last: number }>('select coalesce(max(sequence), 0) as last from audit').get()!.last
    connection.transaction(() => {
      for (const table of tables.filter((name) => GROWING.test(name))) copyRows(connection, table, { offset, sequence, openItems })
      connection.prepare('update id_sequence set reserved = ?').run(offset * 2)
    })()
  }
  connection.pragma('wal_checkpoint(truncate)')
  const reached = count()
  connection.close()
  return reached
}

/** `openItems`: number of the ledger whose second dimension is the receipt; each receipt opens a balance there. */
function copyRows(
  connection: BetterSqlite3.Database,
  table: string,
  { offset, sequence, openItems }: { offset: number; sequence: number; openItems: string },
): void {
  const columns = connection
    .prepare<[], { name: string }>(`pragma table_info(${table})`)
    .all()
    .map((row) => row.name)
  const isOpenItems = table === `entry_${openItems}` || table === `balance_${openItems}`
  if (table.startsWith('balance') && !isOpenItems) return
  const copied = columns.map((name) => {
    if (table === 'audit' && name === 'sequence') return `sequence + ${sequence}`
    if (name === 'sequence') return name
    if (name === 'number') return `number || '-' || ${offset}`
    return IDS.has(name) || (isOpenItems && name === 'd2') ? `${name} + ${offset}` : name
  })
  connection.exec(`insert into ${table} (${columns.join(', ')}) select ${copied.join(', ')} from ${table}`)
}
