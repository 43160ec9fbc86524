import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { CalendarDate, DEFAULT_TIME_ZONE } from '@formwork/platform/value/index.ts'
import type { Database } from '../../store/database.ts'
import { dropThrowAwaySchema } from '../../store/installation/drop-schema.ts'
import { migrateSystem } from '../../store/migrate/migrate-system.ts'
import { installTemplate } from '../create-workspace.ts'
import { openDatabase, type DatabaseLocation } from '../database-location.ts'
import { LoadedWorkspace } from '../loaded-workspace.ts'
import { Clock } from './clock.ts'

/** A throw-away workspace: the same engines, tables and rights as everywhere, and a clock of its own. */
export interface Sandbox {
  readonly workspace: LoadedWorkspace
  readonly model: Model
  readonly clock: Clock
  close(): Promise<void>
}

export interface SandboxOptions {
  readonly files: readonly DefinitionFile[]
  readonly registry: Registry
  /** Default: a database in memory. */
  readonly location?: DatabaseLocation
  /** What `today()` is at the beginning; default `SANDBOX_TODAY`, so that runs are alike. */
  readonly today?: CalendarDate
}

/** A Monday in the middle of a month and of a year: nothing near it ends. */
export const SANDBOX_TODAY = CalendarDate.of(2026, 6, 15)

export const IN_MEMORY: DatabaseLocation = { dialect: 'sqlite', location: ':memory:' }

/** Errors: `definition-invalid` with every problem of the files. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { files, registry, location = IN_MEMORY, today = SANDBOX_TODAY } = options
  const database = await openDatabase(registry, location)
  try {
    await migrateSystem(database)
    const opening = new Clock({ today, timeZone: DEFAULT_TIME_ZONE })
    const model = await installTemplate(database, { files, registry, now: opening.now() })
    const clock = new Clock({ today, timeZone: model.template.timeZone ?? DEFAULT_TIME_ZONE })
    return { workspace: new LoadedWorkspace(database, registry, clock.now), model, clock, close: () => throwAway(database, location) }
  } catch (error) {
    await throwAway(database, location)
    throw error
  }
}

async function throwAway(database: Database, { schema }: DatabaseLocation): Promise<void> {
  if (schema !== undefined) await dropThrowAwaySchema(database, schema)
  await database.close()
}
