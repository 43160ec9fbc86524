import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { isAppError } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { authorizeRead } from '../authorize.ts'
import { goneOf } from '../merged-search.ts'
import type { QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'
import { selectRecords } from '../../store/reading/select-records.ts'
import type { CellReading } from './read-cell.ts'

/** What people call a record by, the surest first. */
const NAMES = ['code', 'number', 'login', 'name'] as const
/** Texts that are looked for at once, and most records that one of them may mean. */
const AT_ONCE = 200
const MOST_TWINS = 5

/** Records by what files call them, under the reader's rights; each text is looked up once. */
export class ImportReferences {
  readonly #context: QueryContext
  readonly #found = new Map<string, Map<string, CellReading>>()

  constructor(context: QueryContext) {
    this.#context = context
  }

  /** Looks these texts up, a few statements for all of them. */
  async learn(entity: string, texts: ReadonlySet<string>): Promise<void> {
    const known = this.#found.get(entity) ?? new Map<string, CellReading>()
    this.#found.set(entity, known)
    const wanted = [...texts].filter((text) => !known.has(text))
    for (let start = 0; start < wanted.length; start += AT_ONCE) await this.#look(entity, wanted.slice(start, start + AT_ONCE), known)
  }

  resolve(entity: string, text: string): CellReading {
    return this.#found.get(entity)?.get(text) ?? this.#unknown(entity, text)
  }

  async #look(entity: string, texts: readonly string[], known: Map<string, CellReading>): Promise<void> {
    const candidates = await this.#candidates(entity, texts)
    const { merged } = this.#context.store.ledgers
    for (const text of texts) {
      for (const name of NAMES) {
        const ids = new Set(candidates.filter((row) => row[name] === text).map((row) => merged.resolve(row.id as number)))
        if (ids.size === 0) continue
        known.set(text, ids.size === 1 ? { value: formatId([...ids][0]!) } : this.#several(entity, text))
        break
      }
    }
  }

  async #candidates(entity: string, texts: readonly string[]): Promise<Record<string, unknown>[]> {
    const definition = this.#context.model.entities.get(entity)
    if (definition === undefined) return []
    try {
      const plan = authorizeRead(this.#context, entity)
      const fields = new Set(definition.fields.filter(({ type }) => type !== 'lines').map(({ name }) => name))
      const names = NAMES.filter((name) => (name === 'number' || fields.has(name)) && !plan.hidden.has(name))
      const list = texts.map((text) => ({ constant: text }))
      const where = [{ any: names.map((name) => ({ in: { path: [name] }, list })) }, this.#usable(entity)]
      const columns = ['id', ...names].map((name) => ({ name, path: [name] }))
      const limit = texts.length * MOST_TWINS
      return (await selectRecords(readingSource(this.#context), { plan, columns, where, sort: [], limit })).rows
    } catch (error) {
      // What may not be seen is as if it did not exist.
      if (isAppError(error, 'not-permitted') || isAppError(error, 'module-off')) return []
      throw error
    }
  }

  /** What is in use, and what was merged: its old code names the one that stays. */
  #usable(entity: string): Predicate {
    const { merged } = this.#context.store.ledgers
    const inUse: Predicate = { not: { in: { path: ['status'] }, list: [{ constant: 'disabled' }, { constant: 'voided' }] } }
    return merged.entities.has(entity) ? { any: [inUse, goneOf(merged)] } : inUse
  }

  #unknown(entity: string, text: string): CellReading {
    return { problem: { code: 'reference-not-found', parameters: { entity: this.#label(entity), text: text.slice(0, 100) } } }
  }

  #several(entity: string, text: string): CellReading {
    return { problem: { code: 'reference-ambiguous', parameters: { entity: this.#label(entity), text: text.slice(0, 100) } } }
  }

  #label(entity: string): string | { zh: string; en: string } {
    const label = this.#context.model.entities.get(entity)?.label ?? entity
    return typeof label === 'string' ? label : { zh: label.zh, en: label.en ?? label.zh }
  }
}
