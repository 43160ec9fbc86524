import { applySwitches, loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Database, MaybePromise, Reading } from '../store/database.ts'
import { readDefinitionFiles } from '../store/definitions/definitions.ts'
import { compileStore } from '../store/open-store.ts'
import { storeSeeing } from '../store/merged/store-seeing.ts'
import { readOrganisation, type OrganisationPicture } from '../store/organisation/read-organisation.ts'
import { readRevisions, type Revisions } from '../store/organisation/revisions.ts'
import { readChosenSwitches } from '../store/services/chosen-switches.ts'
import type { Store } from '../store/store.ts'

/** A workspace as one transaction sees it. */
export interface WorkspaceState {
  readonly model: Model
  readonly store: Store
  readonly organisation: OrganisationPicture
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
  #switches = 0
  /** The release as it was published, before settings and modules. */
  #published: Model | undefined
  #organisation: OrganisationPicture | undefined

  /** `like`: a workspace whose database is an exact copy of this one, so that what it has compiled holds here too. */
  constructor(database: Database, registry: Registry, now: () => number = Date.now, like?: LoadedWorkspace) {
    this.database = database
    this.registry = registry
    this.now = now
    if (like === undefined) return
    this.#store = like.#store
    this.#releasedAt = like.#releasedAt
    this.#switches = like.#switches
    this.#published = like.#published
    this.#organisation = like.#organisation
  }

  /** Where commands run side by side: whether records may be merged meanwhile; while nothing is loaded nobody knows. */
  get mayMerge(): boolean {
    return this.database.dialect === 'postgresql' && (this.#store === undefined || maySomeMerge(this.#store.model))
  }

  current(reading: Reading): MaybePromise<WorkspaceState> {
    const revisions = readRevisions(reading)
    if (revisions instanceof Promise) return revisions.then((found) => this.#load(reading, found))
    return this.#known(revisions) ?? this.#load(reading, revisions)
  }

  /** What is loaded already, if that is what the transaction sees. */
  #known({ release, releasedAt, switches, organisation: version }: Revisions): WorkspaceState | undefined {
    const store = this.#store
    const organisation = this.#organisation
    if (store === undefined || store.model.release !== release || this.#releasedAt !== releasedAt) return undefined
    if (this.#switches !== switches || organisation?.version !== version) return undefined
    return { model: store.model, store: storeSeeing(store, organisation.merged), organisation }
  }

  async #load(reading: Reading, revisions: Revisions): Promise<WorkspaceState> {
    if (this.#store === undefined || this.#store.model.release !== revisions.release || this.#releasedAt !== revisions.releasedAt) {
      this.#published = await this.#loadModel(reading, revisions.release)
      this.#store = undefined
      this.#releasedAt = revisions.releasedAt
    }
    if (this.#store === undefined || this.#switches !== revisions.switches) {
      this.#store = await this.#compileStore(reading, this.#published!)
      this.#switches = revisions.switches
      this.#organisation = undefined
    }
    const store = this.#store
    if (this.#organisation === undefined || this.#organisation.version !== revisions.organisation) {
      this.#organisation = await readOrganisation(reading, store, revisions.organisation)
    }
    return { model: store.model, store: storeSeeing(store, this.#organisation.merged), organisation: this.#organisation }
  }

  async #loadModel(reading: Reading, release: number): Promise<Model> {
    const files = await readDefinitionFiles(reading, release)
    const { model, problems } = loadDefinitions(files, this.registry, { release, isChecked: true })
    if (model === undefined) {
      throw fail('definition-invalid', { file: problems[0]?.file ?? 'template.json', reason: problems[0]?.code ?? '' })
    }
    return model
  }

  async #compileStore(reading: Reading, published: Model): Promise<Store> {
    const model = applySwitches(published, this.registry, await readChosenSwitches(reading))
    return compileStore(model, this.registry, reading, this.database.dialect)
  }
}

const merging = new WeakMap<Model, boolean>()

function maySomeMerge(model: Model): boolean {
  let known = merging.get(model)
  if (known === undefined) merging.set(model, (known = [...model.entities.values()].some((entity) => entity.merge !== undefined)))
  return known
}
