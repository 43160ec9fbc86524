import { fail } from '@formwork/platform/error/index.ts'

/** A record that steps speak of. */
export interface KeptRecord {
  readonly entity: string
  readonly id: number
}

/** Records under the names that steps gave them. */
export class KeptRecords {
  readonly #records: Map<string, KeptRecord>

  /** `like`: begins with what that one knows now. */
  constructor(like?: KeptRecords) {
    this.#records = new Map(like === undefined ? [] : like.#records)
  }

  keep(name: string, record: KeptRecord): void {
    this.#records.set(name, record)
  }

  find(name: string): KeptRecord | undefined {
    return this.#records.get(name)
  }

  /** Errors: `unknown-name`. */
  get(name: string): KeptRecord {
    const record = this.#records.get(name)
    if (record === undefined) {
      throw fail('unknown-name', { name, suggestion: { zh: '，前面的步骤没有用 keep 保留它', en: '; no earlier step keeps it' } })
    }
    return record
  }
}
