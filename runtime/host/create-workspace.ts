import { checkDefinitions } from '@formwork/platform/definition/index.ts'
import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import { fail, failAll } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Database } from '../store/database.ts'
import { BASE_RELEASE, insertNextRelease, readReleaseNumber, replaceDefinitionFiles } from '../store/definitions/definitions.ts'
import { migrateModelWithin } from '../store/migrate/migrate-model.ts'
import { migrateSystem } from '../store/migrate/migrate-system.ts'
import { openDatabase, type DatabaseLocation } from './database-location.ts'

export interface NewWorkspace {
  readonly location: DatabaseLocation
  readonly registry: Registry
  /** Files of the template, kept untouched as the base of later upgrades. */
  readonly files: readonly DefinitionFile[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Clones a template into an empty database: base, first release and tables in one transaction.
 * Errors: `definition-invalid` with every problem, `workspace-exists` when the database holds a workspace already.
 */
export async function createWorkspace(options: NewWorkspace): Promise<Model> {
  const database = await openDatabase(options.registry, options.location)
  try {
    await migrateSystem(database)
    return await installTemplate(database, options)
  } finally {
    await database.close()
  }
}

export interface InstalledTemplate extends Pick<NewWorkspace, 'registry' | 'files' | 'now'> {
  /** What the files say, when they have been checked already. */
  readonly model?: Model
}

/** The same in a database that is open already (sandbox, tests). */
export async function installTemplate(database: Database, options: InstalledTemplate): Promise<Model> {
  const model = options.model ?? (await readModel(options))
  await database.write(async (transaction) => {
    if ((await readReleaseNumber(transaction)) > 0) throw fail('workspace-exists', { name: model.template.name })
    await replaceDefinitionFiles(transaction, BASE_RELEASE, options.files, options.now)
    await insertNextRelease(transaction, options.files, {
      at: options.now,
      person: null,
      note: `${model.template.name} ${model.template.version}`,
    })
    await migrateModelWithin(transaction, database, model, options.registry, { now: options.now })
  })
  return model
}

async function readModel({ files, registry }: Pick<NewWorkspace, 'registry' | 'files'>): Promise<Model> {
  const { model, problems } = await checkDefinitions(files, registry, { release: 1 })
  if (model !== undefined) return model
  const errors = problems.filter((problem) => problem.severity === 'error')
  throw failAll(
    errors.map(({ file, pointer, message }) => ({
      code: 'definition-invalid',
      path: file + pointer,
      parameters: { file, reason: message },
    })),
  )
}
