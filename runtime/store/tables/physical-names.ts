import type { Plan, Reading, TableShape, Transaction } from '../database.ts'

/**
 * What definitions are called in the database. A definition's path is its name, or names joined by `/`:
 * `receipt` (entity), `receipt/date` (field), `receipt/lines` (lines), `receipt/lines/price` (field of lines).
 */
export interface PhysicalName {
  readonly path: string
  /** Name of the table, or of the column in its table. */
  readonly physical: string
  /** Column kind and scale (`decimal:2`), `table` for tables. */
  readonly kind: string
  /** Milliseconds since the epoch; the definition was deleted, its data are kept. */
  readonly retiredAt: number | null
}

export const physicalNameTables: readonly TableShape[] = [
  {
    name: 'physical_name',
    columns: [
      { name: 'path', type: 'text', required: true },
      { name: 'physical', type: 'text', required: true },
      { name: 'kind', type: 'text', required: true },
      { name: 'retired_at', type: 'integer' },
    ],
    primaryKey: ['path'],
    clustered: true,
  },
]

const list: Plan = { sql: 'select path, physical, kind, retired_at from physical_name order by path' }
const insert: Plan = { sql: 'insert into physical_name (path, physical, kind, retired_at) values (?, ?, ?, ?)' }
const rename: Plan = { sql: 'update physical_name set path = ? where path = ?' }
const remove: Plan = { sql: 'delete from physical_name where path = ?' }
const move: Plan = { sql: 'update physical_name set path = ?, retired_at = ? where path = ?' }

export async function readPhysicalNames(reading: Reading): Promise<Map<string, PhysicalName>> {
  const rows = await reading.all(list, [])
  return new Map(
    rows.map((row) => [
      String(row.path),
      {
        path: String(row.path),
        physical: String(row.physical),
        kind: String(row.kind),
        retiredAt: row.retired_at === null ? null : Number(row.retired_at),
      },
    ]),
  )
}

export async function insertPhysicalName(transaction: Transaction, name: PhysicalName): Promise<void> {
  await transaction.run(insert, [name.path, name.physical, name.kind, name.retiredAt])
}

/** Renames a definition, retires it (`retiredAt` in milliseconds), or brings it back (null); the physical name stays. */
export async function movePhysicalName(transaction: Transaction, from: string, to: string, retiredAt?: number | null): Promise<void> {
  if (retiredAt === undefined) await transaction.run(rename, [to, from])
  else await transaction.run(move, [to, retiredAt, from])
}

export async function removePhysicalName(transaction: Transaction, path: string): Promise<void> {
  await transaction.run(remove, [path])
}

/** PostgreSQL cuts identifiers at 63 bytes silently; room is left for the names of indexes. */
const LONGEST_STEM = 32

/** A short ASCII name that is not taken yet: what is ASCII in the definition's name stays readable. */
export function choosePhysicalName(prefix: string, name: string, taken: ReadonlySet<string>): string {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '_')
  const stem = `${prefix}_${words}`.slice(0, LONGEST_STEM).replace(/_+$/, '')
  for (let number = 1; ; number++) {
    const candidate = number === 1 && stem !== prefix ? stem : `${stem}_${number}`
    if (!taken.has(candidate)) return candidate
  }
}
