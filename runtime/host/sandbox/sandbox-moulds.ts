import type { Model } from '@formwork/platform/definition/model.ts'
import type { Mould } from '@formwork/platform/plugin/contracts/dialect.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { DEFAULT_TIME_ZONE, type CalendarDate } from '@formwork/platform/value/index.ts'
import type { Database } from '../../store/database.ts'
import { migrateSystem } from '../../store/migrate/migrate-system.ts'
import { installTemplate } from '../create-workspace.ts'
import type { DatabaseLocation } from '../database-location.ts'
import { LoadedWorkspace } from '../loaded-workspace.ts'
import { Clock } from './clock.ts'
import { KeptRecords } from './kept-records.ts'
import { IN_MEMORY, SANDBOX_TODAY } from './open-sandbox.ts'
import { runSample } from './run-sample.ts'
import { StepRunner } from './step-runner.ts'

export interface MouldOptions {
  readonly registry: Registry
  /** Default: databases in memory. */
  readonly location?: DatabaseLocation
  /** What `today()` is at the beginning; default: `SANDBOX_TODAY`. */
  readonly today?: CalendarDate
  /** The model's files have been checked already, diagrams included. */
  readonly isChecked?: boolean
}

/** A sandbox with a runner for its steps, as a sample left it. */
export interface CastSandbox {
  readonly runner: StepRunner
  close(): Promise<void>
}

interface Prepared {
  readonly mould: Mould
  /** Who ran the sample: what it compiled and kept, and the time at its end, are where every copy begins. */
  readonly first: StepRunner
}

/** Sandboxes of one model, made from a prepared database a sample: tables and sample are paid for once. */
export class SandboxMoulds {
  readonly #model: Model
  readonly #options: MouldOptions
  readonly #prepared = new Map<string | undefined, Promise<Prepared>>()

  constructor(model: Model, options: MouldOptions) {
    this.#model = model
    this.#options = options
  }

  /** `name` tells its steps from others in the audit. Errors: `definition-invalid` with every problem, or a step of the sample. */
  async open(name: string, sample?: string): Promise<CastSandbox> {
    const { mould, first } = await this.#prepare(sample)
    const database = await mould.cast()
    const clock = this.#clock(first.clock.now())
    const workspace = new LoadedWorkspace(database, this.#options.registry, clock.now, first.workspace)
    return { runner: new StepRunner(workspace, clock, name, new KeptRecords(first.kept)), close: () => database.close() }
  }

  async close(): Promise<void> {
    for (const prepared of this.#prepared.values()) await (await prepared.catch(() => undefined))?.mould.drop()
  }

  #prepare(sample: string | undefined): Promise<Prepared> {
    let prepared = this.#prepared.get(sample)
    if (prepared === undefined) this.#prepared.set(sample, (prepared = this.#make(sample)))
    return prepared
  }

  async #make(sample: string | undefined): Promise<Prepared> {
    const { registry, location = IN_MEMORY } = this.#options
    let first: StepRunner | undefined
    const prepare = async (database: Database): Promise<void> => {
      first = await this.#furnish(database, sample)
    }
    const mould = await requireContribution(registry, 'dialects', location.dialect).mould(location, prepare)
    return { mould, first: first! }
  }

  async #furnish(database: Database, sample: string | undefined): Promise<StepRunner> {
    const { registry, isChecked } = this.#options
    const clock = this.#clock()
    await migrateSystem(database)
    const known = isChecked === true || this.#prepared.size > 1 ? this.#model : undefined
    await installTemplate(database, { files: this.#model.files, registry, now: clock.now(), model: known })
    const runner = new StepRunner(new LoadedWorkspace(database, registry, clock.now), clock, sample ?? 'sandbox')
    if (sample !== undefined) await runSample(runner, this.#model, sample)
    // What everybody needs is compiled before it is copied.
    await runner.state()
    return runner
  }

  #clock(now?: number): Clock {
    const { today = SANDBOX_TODAY } = this.#options
    return new Clock({ today, timeZone: this.#model.template.timeZone ?? DEFAULT_TIME_ZONE, now })
  }
}
