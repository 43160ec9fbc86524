import type { PoolClient } from 'pg'
import { assert } from '@formwork/platform/error/assert.ts'
import { quote } from './translate-statement.ts'

/** Ids that a process takes from the sequence at once; what it does not use is a gap. */
export const ID_BLOCK = 10_000

/** The workspace-wide id sequence: this process hands out its block, and takes the next when it is used up. */
export class IdBlocks {
  readonly #draw: string
  readonly #newest: string
  #next = 1
  #last = 0

  constructor(schema: string) {
    const sequence = `${quote(schema)}.id_sequence`
    this.#draw = `select nextval('${sequence.replaceAll("'", "''")}') as last`
    this.#newest = `select last_value as last from ${sequence}`
  }

  /** Ids above every one that any process has drawn: a block that is older than another's is given up. */
  async takeLater(client: PoolClient, count: number): Promise<number> {
    const { rows } = await client.query<{ last: number }>(this.#newest)
    if (Number(rows[0]!.last) > this.#last) this.#next = this.#last + 1
    return this.take(client, count)
  }

  /** Sequences stand outside transactions: ids of a rolled-back one are gaps. */
  async take(client: PoolClient, count: number): Promise<number> {
    assert(count <= ID_BLOCK, `At most ${ID_BLOCK} ids at once`)
    while (this.#last - this.#next + 1 < count) {
      const { rows } = await client.query<{ last: number }>(this.#draw)
      const last = Number(rows[0]!.last)
      // Another transaction may have refilled meanwhile; the newer block is used, the other is a gap.
      if (last > this.#last) {
        this.#last = last
        this.#next = last - ID_BLOCK + 1
      }
    }
    const first = this.#next
    this.#next += count
    return first
  }
}
