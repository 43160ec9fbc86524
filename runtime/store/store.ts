import type { Model } from '@formwork/platform/definition/model.ts'
import type { LineValues, RecordHeader, StoredRecord } from '../engine/record/stored-record.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Database, MaybePromise, Reading, Transaction } from './database.ts'
import type { LedgerStore } from './ledger/ledger-store.ts'
import type { EntityTable } from './tables/entity-table.ts'

export interface LineChanges {
  field: string
  insert: LineValues[]
  update: LineValues[]
  remove: number[]
}

export interface RecordChanges {
  header: Partial<RecordHeader>
  values: Record<string, unknown>
  lines: LineChanges[]
}

/** Writes records of one workspace; every method runs plans inside the given transaction. */
export interface RecordStore {
  load(reading: Reading, entity: string, id: number): MaybePromise<StoredRecord | undefined>
  /** Header values only, for references and facts. */
  loadHeader(reading: Reading, entity: string, id: number): MaybePromise<StoredRecord | undefined>
  insert(transaction: Transaction, record: StoredRecord): MaybePromise<void>
  /** Conditional on the version seen: false when somebody else was faster. */
  update(transaction: Transaction, entity: string, id: number, expectedVersion: number, changes: RecordChanges): MaybePromise<boolean>
  remove(transaction: Transaction, entity: string, id: number): MaybePromise<void>
  /** Whether another live record holds these values (unique fields and groups). */
  findDuplicate(reading: Reading, entity: string, fields: string[], values: unknown[], except: number): MaybePromise<number | undefined>
}

/** What the store makes of a model: tables exist, plans are compiled. */
export interface Store {
  readonly model: Model
  readonly registry: Registry
  readonly dialect: Database['dialect']
  /** The workspace's time zone. */
  readonly timeZone: string
  /** Physical tables and columns by entity. */
  readonly tables: ReadonlyMap<string, EntityTable>
  readonly records: RecordStore
  readonly ledgers: LedgerStore
}
