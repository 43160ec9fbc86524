import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import type { Database, Reading } from '../store/database.ts'
import { readDefinitionFiles } from '../store/definitions/definitions.ts'
import { compileStore } from '../store/open-store.ts'
import { readOrganisation } from '../store/organisation/read-organisation.ts'
import { readRevisions } from '../store/organisation/revisions.ts'
import type { Store } from '../store/store.ts'

/** A workspace as one transaction sees it. */
export interface WorkspaceState {
  readonly model: Model
  readonly store: Store
  readonly organisation: Organisation
}

/**
 * Model, compiled store and organisation of one open database, kept until the transaction at hand sees another
 * release or another organisation. Every thread and process that reads or writes a workspace has its own.
 */
export class LoadedWorkspace {
  readonly database: Database
  readonly registry: Registry
  /** Milliseconds since the epoch: the clock, or what a sandbox says it is. */
  readonly now: () => number
  #store: Store | undefined
  #releasedAt = 0
  #organisation: Organisation | undefined

  constructor(database: Database, registry: Registry, now: () => number = Date.now) {
    this.database = database
    this.registry = registry
    this.now = now
  }

  async current(reading: Reading): Promise<WorkspaceState> {
    const revisions = await readRevisions(reading)
    if (this.#store === undefined || this.#store.model.release !== revisions.release || this.#releasedAt !== revisions.releasedAt) {
      this.#store = await this.#loadStore(reading, revisions.release)
      this.#releasedAt = revisions.releasedAt
      this.#organisation = undefined
    }
    const store = this.#store
    if (this.#organisation === undefined || this.#organisation.version !== revisions.organisation) {
      this.#organisation = await readOrganisation(reading, store, revisions.organisation)
    }
    return { model: store.model, store, organisation: this.#organisation }
  }

  async #loadStore(reading: Reading, release: number): Promise<Store> {
    const files = await readDefinitionFiles(reading, release)
    const { model, problems } = loadDefinitions(files, this.registry, { release, isChecked: true })
    if (model === undefined) {
      throw fail('definition-invalid', { file: problems[0]?.file ?? 'template.json', reason: problems[0]?.code ?? '' })
    }
    return compileStore(model, this.registry, reading, this.database.dialect)
  }
}
