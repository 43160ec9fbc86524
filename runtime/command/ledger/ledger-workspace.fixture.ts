import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { openSqlite } from '@formwork/plugins/dialects/sqlite/open.ts'
import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { neutralModel } from './neutral-model.fixture.ts'
import { defaultSettings, type NeutralSettings } from '../../cli/ledger/neutral-ledgers.ts'
import { FactBook } from '../../engine/record/facts.ts'
import type { RecordEvent } from '../../engine/record/event.ts'
import type { LineValues, StoredRecord } from '../../engine/record/stored-record.ts'
import type { Database, Transaction } from '../../store/database.ts'
import { openStore } from '../../store/open-store.ts'
import type { Store } from '../../store/store.ts'
import type { LedgerCheck } from '../../store/ledger/verify-costs.ts'
import { verifyLedgers } from '../../store/ledger/verify-ledgers.ts'
import { postLedgers } from '../post-ledgers.ts'
import type { Unit } from '../unit.ts'

type Given = Record<string, string | number | CalendarDate | DateTime | Decimal | null>

const registry = createBuiltInRegistry()
const models = new Map<string, Model>()

/** Models are never changed: histories with the same settings share one. */
function neutralBook(settings: NeutralSettings): Model {
  const key = JSON.stringify(settings)
  let model = models.get(key)
  if (model === undefined) models.set(key, (model = neutralModel(settings, registry)))
  return model
}

/** Records posted straight through the ledger step of `settle`, against a real database: no forms, no rights. */
export class LedgerWorkspace {
  readonly database: Database
  readonly store: Store
  readonly model: Model
  now = Date.parse('2026-06-30T04:00:00Z')
  #records = new Map<number, StoredRecord>()

  private constructor(database: Database, store: Store) {
    this.database = database
    this.store = store
    this.model = store.model
  }

  static async open(
    settings: Partial<NeutralSettings> = {},
    options: { database?: Database; model?: Model } = {},
  ): Promise<LedgerWorkspace> {
    const database = options.database ?? (await openSqlite({ location: ':memory:' }))
    const model = options.model ?? neutralBook({ ...defaultSettings, ...settings })
    return new LedgerWorkspace(database, await openStore(model, registry, database))
  }

  /** Posts a record; texts in numeric fields become Decimals, `date` a business minute. */
  async post(entity: string, values: Given, lines: Given[] = [], more: Record<string, Given[]> = {}): Promise<StoredRecord> {
    return this.database.write(async (transaction) => {
      const record = await this.#makeRecord(transaction, entity, values, { lines, ...more })
      await this.#raise(transaction, 'record.posted', record)
      this.#records.set(record.header.id, record)
      return record
    })
  }

  async repeat(type: RecordEvent['type'], record: StoredRecord): Promise<void> {
    await this.database.write((transaction) => this.#raise(transaction, type, record))
  }

  async unpost(record: StoredRecord): Promise<StoredRecord> {
    await this.repeat('record.unposted', record)
    return { ...record, header: { ...record.header, status: 'draft', generation: record.header.generation + 1 } }
  }

  async void(record: StoredRecord): Promise<void> {
    await this.repeat('record.voided', record)
  }

  line(record: StoredRecord, index = 0): string {
    return String(record.lines.lines![index]!.id)
  }

  async rows(sql: string, parameters: (number | string)[] = []): Promise<Record<string, unknown>[]> {
    return this.database.read(async (reading) => reading.all({ sql }, parameters))
  }

  /** Quantity and value held of an item (in a place), as text. */
  async held(item: number, place?: number): Promise<{ quantity: string; value: string }> {
    const { table } = this.store.ledgers.plansOf('goods')
    const [quantity, value] = table.measures
    const [row] = await this.rows(
      `select coalesce(sum(${quantity}), 0) as q, coalesce(sum(${value}), 0) as v from ${table.balances} where ${table.dimensions[0]} = ? and ${place === undefined ? `${table.dimensions[1]} >= 0` : `${table.dimensions[1]} = ${place}`}`,
      [item],
    )
    const [quantityScale, valueScale] = table.shape.measures.map(({ scale }) => scale)
    return {
      quantity: Decimal.fromUnits(row!.q as number, quantityScale!)
        .strip()
        .toString(),
      value: Decimal.fromUnits(row!.v as number, valueScale!).toString(),
    }
  }

  /** Current cost of a record's movements (adjustments included), by line. */
  async costs(record: StoredRecord): Promise<string[]> {
    const { table } = this.store.ledgers.plansOf('goods')
    const value = table.measures[1]!
    const costs: string[] = []
    for (const line of record.lines.lines ?? []) {
      const [row] = await this.rows(
        `select coalesce(sum(${value}), 0) as v from ${table.entries} where (line = ? and basis not in (9, 10) or source in (select id from ${table.entries} where line = ?) and basis = 9) and (counter is null or id > counter)`,
        [line.id, line.id],
      )
      costs.push(Decimal.fromUnits(row!.v as number, table.shape.measures[1]!.scale).toString())
    }
    return costs
  }

  /** What `verify` finds wrong. */
  async verify(): Promise<LedgerCheck[]> {
    const checks = await this.database.read((reading) => verifyLedgers(reading, this.store))
    return checks.filter(({ broken }) => broken > 0)
  }

  async close(): Promise<void> {
    await this.database.close()
  }

  async #makeRecord(transaction: Transaction, entity: string, values: Given, lines: Record<string, Given[]>): Promise<StoredRecord> {
    const count = Object.values(lines).reduce((sum, rows) => sum + rows.length, 1)
    let id = await transaction.nextIds(count)
    const header = {
      id: id++,
      version: 1,
      status: 'posted',
      outcome: null,
      number: null,
      owner: null,
      department: null,
      generation: 0,
      createdAt: this.now,
      createdBy: null,
      updatedAt: this.now,
      updatedBy: null,
      deletedAt: null,
      release: 1,
    }
    const toLine = (given: Given): LineValues => ({ id: id++, position: 0, values: this.#inside(given) })
    return {
      entity,
      header,
      values: this.#inside(values),
      lines: Object.fromEntries(Object.entries(lines).map(([name, rows]) => [name, rows.map(toLine)])),
    }
  }

  #inside(given: Given): Record<string, unknown> {
    const references = new Set(['item', 'place', 'target', 'party', 'other'])
    const texts = new Set(['batch', 'source', 'name', 'side', 'order', 'rest', 'currency'])
    const read = (name: string, value: Given[string]): unknown => {
      if (name === 'date' && typeof value === 'string') return value.includes('T') ? DateTime.parse(value) : CalendarDate.parse(value)
      if (name === 'due' && typeof value === 'string') return CalendarDate.parse(value)
      if (references.has(name) || texts.has(name) || value === null || typeof value === 'object') return value
      return Decimal.of(value)
    }
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name === 'item' ? 'article' : name, read(name, value)]))
  }

  async #raise(transaction: Transaction, type: RecordEvent['type'], record: StoredRecord): Promise<void> {
    await postLedgers(this.unit(transaction), { type, entity: record.entity, record })
  }

  unit(transaction: Transaction): Unit {
    const { store, model, now } = this
    const asked = new Set<string>()
    const facts = new FactBook({ model, registry: store.registry, now, timeZone: store.timeZone })
    return {
      command: { do: 'test', person: null, language: 'en', channel: 'api', requestId: 'test', body: {} },
      transaction,
      model,
      store,
      registry: store.registry,
      actor: { person: null, name: 'test', login: null, roles: [], department: null, language: 'en' },
      facts,
      now,
      today: DateTime.fromEpochMilliseconds(now, store.timeZone).date,
      dryRun: false,
      load: async (_entity: string, id: number) => this.#records.get(id),
      loadHeader: async (_entity: string, id: number) => this.#records.get(id),
      readBalance: async () => null,
      known: (id: number) => this.#records.get(id),
      isNew: () => false,
      once: (key: string) => asked.size < asked.add(key).size,
      remember: () => undefined,
      raise: () => undefined,
      audit: () => undefined,
      enqueue: () => undefined,
    } as unknown as Unit
  }
}
