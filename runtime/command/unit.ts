import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import type { Actor } from '../engine/permission/actor.ts'
import type { Authority } from '../engine/permission/authority.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import type { DomainEvent } from '../engine/record/event.ts'
import type { FactBook } from '../engine/record/facts.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import type { DataDefinition, MaybePromise, Transaction } from '../store/database.ts'
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
  channel: 'form' | 'api' | 'import' | 'job' | 'connector' | 'installation' | 'public'
  requestId: string
  body: unknown
  /** What `UseCase.prepare` made of the body; never from outside. */
  prepared?: unknown
  /** Computes and checks everything, writes nothing, draws no number. */
  dryRun?: boolean
}

/** Ids and versions (strings and numbers), stored for replay and filtered again when returned. */
export type Answer = Record<string, unknown>

export interface AuditEntry {
  action: string
  entity?: string
  record?: number
  /** Changed values, field -> [before, after] in JSON form, or the JSON text of that; kept beside the hash chain. */
  values?: Record<string, unknown> | string
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
  readonly registry: Registry
  readonly actor: Actor
  /** What the actor may do, see and write. */
  readonly authority: Authority
  /** What expressions may know: records and balances loaded in this unit. */
  readonly facts: FactBook
  readonly organisation: Organisation
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Today in the workspace's time zone. */
  readonly today: CalendarDate
  readonly dryRun: boolean
  /** In whose name the server works where nobody acts: what it makes belongs to him. */
  inNameOf: number | null
  /** Paths that a definition writes by itself, such as `lines.source`: read-only or hidden only to people. */
  opened: ReadonlySet<string>
  /** Statements that change tables: a publish needs them. */
  readonly ddl?: DataDefinition
  /** Loads through the unit's identity map: the same object for the same record, until it is written. Never change it. */
  load(entity: string, id: number): MaybePromise<StoredRecord | undefined>
  /** The header without lines, or the whole record where it is loaded already. */
  loadHeader(entity: string, id: number): MaybePromise<StoredRecord | undefined>
  /** The latest state of a record that this unit has loaded or written. */
  known(id: number): StoredRecord | undefined
  /** The record as it stands after a write of this unit. */
  remember(record: StoredRecord): void
  /** Whether this unit has made the record: nothing that was there before knows it. */
  isNew(id: number): boolean
  noteNew(id: number): void
  /** True when this is the first time that the unit is asked for this key. */
  once(key: string): boolean
  /** A live figure of a ledger, over all rights; null where the ledger has none. */
  readBalance(ledger: string, measure: string, where: Readonly<Record<string, unknown>>): Promise<Decimal | null>
  /** For `settle`: handed to the engines in order. */
  raise(event: DomainEvent): void
  audit(entry: AuditEntry): void
  enqueue(job: OutboxJob): void
  /** What the definitions do by themselves is done over all rights, in the name of who caused it. */
  asSystem<T>(work: () => Promise<T>): Promise<T>
  /** What somebody without an account sends is written under these rights, in the name of `owner`. */
  underAuthority<T>(authority: Authority, owner: number, work: () => Promise<T>): Promise<T>
}

export interface UseCase {
  readonly name: string
  /** Body or answer hold a secret: nothing of them is kept for replay. */
  readonly isSecret?: boolean
  /** Changes what others rely on while they write: waits for those under way, and they wait for it. */
  readonly isAlone?: boolean
  /** Asked by the server and its jobs alone: refused when a person acts. */
  readonly internal?: boolean
  /** JSON Schema of the body, closed. */
  readonly request: Record<string, unknown>
  readonly help: { zh: string; en: string }
  /**
   * Slow work before the transaction begins (hashing a password): gives the body that `run` gets.
   * Nothing it returns may be kept in the audit.
   */
  prepare?(body: never): Promise<unknown>
  /** An answer that depends on what follows (versions after approvals) is given as a function, called after `settle`. */
  run(unit: Unit, body: never): Promise<Answer | (() => Answer)>
}

/** A step of `settle`: reacts to one event, may raise further ones. Undefined where the event is none of its business. */
export type SettleStep = (unit: Unit, event: DomainEvent) => Promise<void> | undefined
