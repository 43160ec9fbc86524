import type { Plan } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { SqliteConnection } from './connection.ts'

const create: Plan = {
  sql: 'create table if not exists id_sequence (name text primary key, reserved integer not null) strict, without rowid',
}
const start: Plan = { sql: "insert into id_sequence (name, reserved) values ('id', 0) on conflict do nothing" }
const find: Plan = { sql: "select reserved from id_sequence where name = 'id'" }
const reserve: Plan = { sql: "update id_sequence set reserved = ? where name = 'id'" }
const dataVersion: Plan = { sql: 'pragma data_version' }

/** Ids reserved at once: one small write for so many ids; what a crash leaves unused is a gap. */
const BLOCK = 10_000

/**
 * The workspace-wide id sequence, kept in the writer. An id leaves only in a transaction that also
 * writes a reservation at or above it, so that no later start gives it again.
 */
export class IdSequence {
  readonly #connection: SqliteConnection
  #last = 0
  #reserved = 0
  #written = 0
  #dataVersion: unknown = -1

  constructor(connection: SqliteConnection) {
    this.#connection = connection
  }

  async create(): Promise<void> {
    await this.#connection.run(create, [])
    await this.#connection.run(start, [])
  }

  /** After BEGIN: another process may have drawn ids since. True when another process has written. */
  async synchronize(): Promise<boolean> {
    const version = (await this.#connection.get(dataVersion, []))?.data_version
    if (version === this.#dataVersion) return false
    this.#dataVersion = version
    const reserved = Number((await this.#connection.get(find, []))?.reserved ?? 0)
    if (reserved !== this.#reserved) {
      this.#last = Math.max(this.#last, reserved)
      this.#reserved = reserved
    }
    return true
  }

  take(count: number): number {
    const first = this.#last + 1
    this.#last += count
    return first
  }

  /** Before COMMIT. */
  async reserve(): Promise<void> {
    this.#written = this.#reserved
    if (this.#last <= this.#reserved) return
    this.#written = this.#last + BLOCK
    await this.#connection.run(reserve, [this.#written])
  }

  /** After COMMIT returned. */
  confirm(): void {
    this.#reserved = this.#written
  }
}
