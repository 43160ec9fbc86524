import { DateTime, DEFAULT_TIME_ZONE } from '@formwork/platform/value/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { markOldNoticesRead } from '../../store/services/notices.ts'
import { openDatabase, type DatabaseLocation } from '../database-location.ts'
import { LoadedWorkspace } from '../loaded-workspace.ts'
import { Clock } from './clock.ts'
import { KeptRecords } from './kept-records.ts'
import { runSample, type Progress } from './run-sample.ts'
import { StepRunner } from './step-runner.ts'

/** A task that came within these days is news to whoever opens the workspace first; what came before he has seen. */
const NEWS_MILLISECONDS = 3 * 24 * 3600 * 1000

export interface Furnishing {
  readonly location: DatabaseLocation
  readonly registry: Registry
  readonly model: Model
  readonly sample?: string
  /** What texts are written in; Chinese where nobody says. */
  readonly language?: 'zh' | 'en'
  /** Milliseconds since the epoch: the last day of the sample. */
  readonly now: number
  /** Does what the sample's days have left to be done. */
  readonly settle?: (workspace: LoadedWorkspace) => Promise<void>
  readonly progress?: Progress
}

/**
 * Fills a workspace that nobody uses yet with a sample, through the real commands, each on its own day.
 * `work` may do more with it before the first user comes. Errors: those of the sample's steps, with their names.
 */
export async function furnishWorkspace(options: Furnishing, work: (workspace: LoadedWorkspace) => Promise<void>): Promise<void> {
  const { location, registry, model, sample, language = 'zh', now, settle, progress } = options
  const timeZone = model.template.timeZone ?? DEFAULT_TIME_ZONE
  const { date: today } = DateTime.fromEpochMilliseconds(now, timeZone)
  const clock = new Clock({ today, timeZone, latest: now })
  const database = await openDatabase(registry, location)
  try {
    const workspace = new LoadedWorkspace(database, registry, clock.now)
    if (sample !== undefined) {
      await runSample(new StepRunner(workspace, clock, sample, new KeptRecords(), language), model, sample, progress)
      await settle?.(workspace)
      await database.write((transaction) => markOldNoticesRead(transaction, now - NEWS_MILLISECONDS, now))
    }
    await work(new LoadedWorkspace(database, registry))
  } finally {
    await database.close()
  }
}
