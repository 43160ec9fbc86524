import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { DateTime, type CalendarDate, type Decimal } from '@formwork/platform/value/index.ts'
import type { Actor } from '../engine/permission/actor.ts'
import { authorityOf, type Authority } from '../engine/permission/authority.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import type { DomainEvent } from '../engine/record/event.ts'
import { FactBook } from '../engine/record/facts.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { andThen } from '../store/and-then.ts'
import type { DataDefinition, MaybePromise, Transaction } from '../store/database.ts'
import { storeSeeing } from '../store/merged/store-seeing.ts'
import type { OrganisationPicture } from '../store/organisation/read-organisation.ts'
import type { Store } from '../store/store.ts'
import { readLedgerBalance } from './read-ledger-balance.ts'
import { userContext } from './user-context.ts'
import type { AuditEntry, Command, OutboxJob, Unit } from './unit.ts'

interface Loaded {
  readonly record: StoredRecord
  readonly whole: boolean
}

/** One command at work: identity map, facts, and what is written when it ends. */
export class CommandUnit implements Unit {
  readonly command: Command
  readonly transaction: Transaction
  readonly model: Model
  readonly store: Store
  readonly registry: Registry
  readonly actor: Actor
  readonly organisation: Organisation
  authority: Authority
  inNameOf: number | null = null
  opened: ReadonlySet<string> = new Set()
  readonly facts: FactBook
  readonly now: number
  readonly dryRun: boolean
  readonly ddl: DataDefinition | undefined
  readonly auditEntries: AuditEntry[] = []
  readonly jobs: OutboxJob[] = []
  readonly #events: DomainEvent[] = []
  #taken = 0
  #today: CalendarDate | undefined
  readonly #loaded = new Map<number, Loaded>()
  readonly #made = new Set<number>()
  readonly #once = new Set<string>()

  constructor(parts: {
    command: Command
    transaction: Transaction
    store: Store
    registry: Registry
    actor: Actor
    organisation: OrganisationPicture
    now: number
    ddl?: DataDefinition
  }) {
    this.command = parts.command
    this.transaction = parts.transaction
    this.store = storeSeeing(parts.store, parts.organisation.merged)
    this.model = parts.store.model
    this.registry = parts.registry
    this.actor = parts.actor
    this.organisation = parts.organisation
    this.now = parts.now
    this.ddl = parts.ddl
    this.dryRun = parts.command.dryRun === true
    this.authority = authorityOf(this.model, this.organisation, this.actor)
    this.facts = new FactBook({ model: this.model, registry: this.registry, now: this.now, timeZone: this.store.timeZone })
    this.facts.merged = this.store.ledgers.merged
    // Functions about people (role, leader …) read the organisation of the command.
    this.facts.people = this.organisation
    this.facts.user = userContext(this.facts, this.organisation, this.actor)
  }

  get today(): CalendarDate {
    return (this.#today ??= dayOf(this.now, this.store.timeZone))
  }

  load(entity: string, id: number): MaybePromise<StoredRecord | undefined> {
    const known = this.#loaded.get(id)
    if (known?.whole === true) return known.record.entity === entity ? known.record : undefined
    return andThen(this.store.records.load(this.transaction, entity, id), (record) => {
      if (record !== undefined) this.remember(record)
      return record
    })
  }

  loadHeader(entity: string, id: number): MaybePromise<StoredRecord | undefined> {
    const known = this.#loaded.get(id)
    if (known !== undefined) return known.record.entity === entity ? known.record : undefined
    const found = this.store.records.loadHeader(this.transaction, entity, id)
    return found instanceof Promise ? found.then((record) => this.#learnHeader(id, record)) : this.#learnHeader(id, found)
  }

  #learnHeader(id: number, record: StoredRecord | undefined): StoredRecord | undefined {
    if (record === undefined) return undefined
    this.#loaded.set(id, { record, whole: false })
    this.facts.learnRecord(id, record, false)
    return record
  }

  readBalance(ledger: string, measure: string, where: Readonly<Record<string, unknown>>): Promise<Decimal | null> {
    return readLedgerBalance(this, ledger, measure, where)
  }

  remember(record: StoredRecord): void {
    this.#loaded.set(record.header.id, { record, whole: true })
    this.facts.learnRecord(record.header.id, record, true)
  }

  /** The latest state of a record that this unit has loaded or written. */
  known(id: number): StoredRecord | undefined {
    return this.#loaded.get(id)?.record
  }

  isNew(id: number): boolean {
    return this.#made.has(id)
  }

  noteNew(id: number): void {
    this.#made.add(id)
  }

  once(key: string): boolean {
    if (this.#once.has(key)) return false
    this.#once.add(key)
    return true
  }

  async asSystem<T>(work: () => Promise<T>): Promise<T> {
    const own = this.authority
    this.authority = authorityOf(this.model, this.organisation, { ...this.actor, person: null, scopes: undefined })
    try {
      return await work()
    } finally {
      this.authority = own
    }
  }

  async underAuthority<T>(authority: Authority, owner: number, work: () => Promise<T>): Promise<T> {
    const own = this.authority
    this.authority = authority
    this.inNameOf = owner
    try {
      return await work()
    } finally {
      this.authority = own
    }
  }

  raise(event: DomainEvent): void {
    this.#events.push(event)
  }

  /** The next event nobody has reacted to. */
  takeEvent(): DomainEvent | undefined {
    return this.#events[this.#taken++]
  }

  audit(entry: AuditEntry): void {
    this.auditEntries.push(entry)
  }

  enqueue(job: OutboxJob): void {
    this.jobs.push(job)
  }
}

/** The day changes with a minute at the earliest; commands ask thousands of times in one. */
let remembered: { readonly minute: number; readonly zone: string; readonly date: CalendarDate } | undefined

function dayOf(now: number, zone: string): CalendarDate {
  const minute = Math.floor(now / 60_000)
  if (remembered?.minute !== minute || remembered.zone !== zone) {
    remembered = { minute, zone, date: DateTime.fromEpochMilliseconds(now, zone).date }
  }
  return remembered.date
}
