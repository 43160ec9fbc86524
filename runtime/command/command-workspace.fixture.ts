import type { Model } from '@formwork/platform/definition/model.ts'
import type { ConversionDefinition, EntityDefinition, ProcessDefinition, RolesDefinition } from '@formwork/platform/definition/types.ts'
import { systemEntities } from '@formwork/platform/definition/system/index.ts'
import { isAppError, type WireError } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import type { Database, MaybePromise } from '../store/database.ts'
import { openStore } from '../store/open-store.ts'
import { readOrganisation } from '../store/organisation/read-organisation.ts'
import { readRevisions } from '../store/organisation/revisions.ts'
import type { Store } from '../store/store.ts'
import { openTestDatabase } from '../store/test-database.fixture.ts'
import { modelOf } from '../store/test-model.fixture.ts'
import { prepareCommand, runCommand } from './bus.ts'
import { CommandUnit } from './command-unit.ts'
import { CommandRace } from './idempotency.ts'
import type { Answer, Command } from './unit.ts'

export interface TestDefinitions {
  readonly entities: readonly EntityDefinition[]
  readonly roles?: RolesDefinition['roles']
  readonly conversions?: readonly ConversionDefinition[]
  readonly processes?: readonly ProcessDefinition[]
  /** Diagrams by process name. */
  readonly bpmn?: Readonly<Record<string, string>>
}

/** Commands against a real SQLite file. */
export class TestWorkspace {
  readonly database: Database
  readonly store: Store
  readonly registry: Registry
  /** Milliseconds since the epoch; 2025-11-21 10:00 in Shanghai. */
  now = Date.UTC(2025, 10, 21, 2)

  private constructor(database: Database, store: Store, registry: Registry) {
    this.database = database
    this.store = store
    this.registry = registry
  }

  static async open(definitions: TestDefinitions, opened?: Database): Promise<TestWorkspace> {
    const registry = createBuiltInRegistry()
    const database = opened ?? (await openTestDatabase())
    return new TestWorkspace(database, await openStore(makeModel(definitions), registry, database), registry)
  }

  /** The same over definitions that were read and checked like any template. */
  static async ofModel(makeModel: (registry: Registry) => Model, opened?: Database): Promise<TestWorkspace> {
    const registry = createBuiltInRegistry()
    const database = opened ?? (await openTestDatabase())
    return new TestWorkspace(database, await openStore(makeModel(registry), registry, database), registry)
  }

  async run(name: string, body: unknown, options: Partial<Command> = {}): Promise<Answer> {
    const command: Command = { do: name, person: null, language: 'en', channel: 'api', requestId: 'test', body, ...options }
    const prepared = await prepareCommand(command)
    return this.#write(prepared).catch((error: unknown) => {
      // As the host does: the second run finds the first one's answer.
      if (error instanceof CommandRace) return this.run(name, body, options)
      throw error
    })
  }

  #write(command: Command): Promise<Answer> {
    return this.database
      .write(async (transaction) => {
        const organisation = async () => readOrganisation(transaction, this.store, (await readRevisions(transaction)).organisation)
        const answer = await runCommand(
          { model: this.store.model, store: this.store, registry: this.registry, organisation, now: () => this.now },
          transaction,
          command,
        )
        if (command.dryRun === true) throw new RolledBack(answer)
        return answer
      })
      .catch((error: unknown) => {
        if (error instanceof RolledBack) return error.answer
        throw error
      })
  }

  /** Runs engine-side work in a unit of its own, without `settle`. */
  async inUnit<T>(work: (unit: CommandUnit) => MaybePromise<T>, person: number | null = null): Promise<T> {
    const command: Command = { do: 'test', person, language: 'en', channel: 'job', requestId: 'test', body: {} }
    return this.database.write(async (transaction) => {
      const organisation = await readOrganisation(transaction, this.store, (await readRevisions(transaction)).organisation)
      const found = person === null ? undefined : organisation.people.get(person)
      const actor = {
        person,
        name: found?.name ?? 'system',
        login: null,
        roles: found?.roles ?? [],
        department: found?.department ?? null,
        language: 'en' as const,
      }
      return work(new CommandUnit({ command, transaction, store: this.store, registry: this.registry, actor, organisation, now: this.now }))
    })
  }

  /** What a command is refused with; an accepted one fails the test. */
  async refusal(name: string, body: unknown, options: Partial<Command> = {}): Promise<WireError> {
    try {
      await this.run(name, body, options)
    } catch (error) {
      if (isAppError(error)) return error.toWire(options.language ?? 'en')
      throw error
    }
    throw new Error(`${name} was not refused`)
  }

  save(entity: string, values: Record<string, unknown>, options: Partial<Command> = {}): Promise<Answer & { id: string; version: number }> {
    return this.run('save', { entity, changes: { values } }, options) as Promise<Answer & { id: string; version: number }>
  }

  /** Every row of every table, to see that nothing is half done. */
  async contents(): Promise<string> {
    return this.database.read(async (reading) => {
      const tables = await reading.all({ sql: "select name from sqlite_master where type = 'table' order by name" }, [])
      const rows: unknown[] = []
      for (const { name } of tables) rows.push([name, await reading.all({ sql: `select * from "${String(name)}"` }, [])])
      return JSON.stringify(rows)
    })
  }

  close(): Promise<void> {
    return this.database.close()
  }
}

class RolledBack extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super()
    this.answer = answer
  }
}

function makeModel({ entities, roles = [], conversions = [], processes = [], bpmn = {} }: TestDefinitions): Model {
  const roleOptions = roles.map(({ name, label }) => ({ name, label }))
  const system = systemEntities.map((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => (field.dictionary === 'role' ? { ...field, options: roleOptions } : field)),
  }))
  return {
    ...modelOf([...system, ...entities]),
    roles: { kind: 'roles', name: 'roles', roles },
    conversions: new Map(conversions.map((each) => [each.name, each])),
    processes: new Map(processes.map((each) => [each.name, each])),
    bpmn: new Map(Object.entries(bpmn)),
  }
}
