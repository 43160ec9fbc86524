import type { Model } from '@formwork/platform/definition/model.ts'
import type { CalendarDate } from '@formwork/platform/value/index.ts'
import type { Actor } from '../engine/permission/actor.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import type { DomainEvent } from '../engine/record/event.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import type { Transaction } from '../store/database.ts'
import type { Store } from '../store/store.ts'

/** A command as it arrives: plain JSON, so that it travels between threads and is hashed for idempotency. */
export interface Command {
  /** Name of a use case: save, submit, approve … */
  do: string
  /** Idempotency key: belongs to its actor and a hash of the body. Absent: no replay protection. */
  key?: string
  /** Person id, or null for the system. */
  person: number | null
  scopes?: readonly string[]
  language: 'zh' | 'en'
  channel: 'form' | 'api' | 'import' | 'job' | 'connector' | 'installation'
  requestId: string
  body: unknown
  /** Computes and checks everything, writes nothing, draws no number. */
  dryRun?: boolean
}

/** Ids and versions (strings and numbers), stored for replay and filtered again when returned. */
export type Answer = Record<string, unknown>

export interface AuditEntry {
  action: string
  entity?: string
  record?: number
  /** Changed values, field -> [before, after] in JSON form; kept beside the hash chain. */
  values?: Record<string, unknown>
}

export interface OutboxJob {
  kind: string
  /** Milliseconds since the epoch; default now. */
  due?: number
  /** Two jobs of one key are one. */
  key?: string
  payload: unknown
}

/** One command in one transaction: everything a use case may touch. `now` is fixed once per command. */
export interface Unit {
  readonly command: Command
  readonly transaction: Transaction
  readonly model: Model
  readonly store: Store
  readonly actor: Actor
  readonly organisation: Organisation
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Today in the workspace's time zone. */
  readonly today: CalendarDate
  readonly dryRun: boolean
  /** Loads through the unit's identity map: the same object for the same record. */
  load(entity: string, id: number): Promise<StoredRecord | undefined>
  /** For `settle`: handed to the engines in order. */
  raise(event: DomainEvent): void
  audit(entry: AuditEntry): void
  enqueue(job: OutboxJob): void
}

export interface UseCase {
  readonly name: string
  /** JSON Schema of the body, closed. */
  readonly request: Record<string, unknown>
  readonly help: { zh: string; en: string }
  run(unit: Unit, body: never): Promise<Answer>
}

/** A step of `settle`: reacts to one event, may raise further ones. */
export type SettleStep = (unit: Unit, event: DomainEvent) => Promise<void>
