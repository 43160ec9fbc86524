import BetterSqlite3 from 'better-sqlite3'

/** Tables that grow with every instance, and their columns with ids of the common sequence. */
const GROWING: Readonly<Record<string, readonly string[]>> = {
  r_request: ['id'],
  process_instance: ['id', 'record'],
  seat: ['id', 'instance'],
  process_history: ['instance'],
  process_step: ['instance'],
  process_fact: ['record'],
  notice: ['id', 'record'],
  audit: ['id', 'record'],
}

/** Doubles finished instances with everything they wrote until there are so many, as if they had run. */
export function multiplyInstances(file: string, instances: number): number {
  const connection = new BetterSqlite3(file)
  connection.pragma('synchronous = off')
  connection.pragma('journal_mode = memory')
  const number = (sql: string): number => connection.prepare<[], { value: number }>(sql).get()!.value
  const count = (): number => number('select count(*) as value from process_instance')
  while (count() < instances) {
    const offset = number('select reserved as value from id_sequence')
    const sequence = number('select coalesce(max(sequence), 0) as value from audit')
    connection.transaction(() => {
      for (const [table, ids] of Object.entries(GROWING)) copyRows(connection, table, ids, { offset, sequence })
      connection.prepare('update id_sequence set reserved = ?').run(offset * 2)
    })()
  }
  connection.exec('analyze')
  connection.pragma('journal_mode = wal')
  const reached = count()
  connection.close()
  return reached
}

function copyRows(
  connection: BetterSqlite3.Database,
  table: string,
  ids: readonly string[],
  { offset, sequence }: { offset: number; sequence: number },
): void {
  const columns = connection
    .prepare<[], { name: string }>(`pragma table_info(${table})`)
    .all()
    .map((row) => row.name)
  const copied = columns.map((name) => {
    if (table === 'audit' && name === 'sequence') return `sequence + ${sequence}`
    if (name === 'number') return `number || '-' || ${offset}`
    return ids.includes(name) ? `${name} + ${offset}` : name
  })
  connection.exec(`insert into ${table} (${columns.join(', ')}) select ${copied.join(', ')} from ${table}`)
}
