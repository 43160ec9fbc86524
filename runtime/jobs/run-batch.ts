import type { BatchGroup } from '../query/services/batch-rows.ts'
import type { JobHandler } from './job-handler.ts'
import { runSystemCommand } from './run-command.ts'

interface BatchJob {
  readonly batch: string
  readonly parameters?: unknown
  /** Only these keys; absent: all. */
  readonly keys?: readonly string[]
  readonly person?: number | null
}

/** Reads the rows beside the writer and makes a record of each key in a command of its own; repeated, it makes only what is missing. What exceeds its `most` waits for the next run. */
export const runBatch: JobHandler = {
  kind: 'run-batch',
  async run(workspace, job) {
    const { batch, parameters, keys, person } = job.payload as BatchJob
    // Nobody began it: its schedule did.
    const isScheduled = person === undefined
    const found = (await workspace.read('batch-groups', {
      person: null,
      language: 'zh',
      arguments: { batch, parameters, isScheduled },
    })) as { most?: number; groups: readonly BatchGroup[] }
    let made = 0
    let left = 0
    for (const { key, rows, record } of found.groups) {
      if (keys !== undefined && !keys.includes(key)) continue
      if (record === null && made >= (found.most ?? Infinity)) {
        left++
        continue
      }
      const answer = await runSystemCommand(workspace, 'make-batch-record', { batch, key, rows, person: person ?? null })
      if (answer.isNew === true) made++
    }
    if (isScheduled ? made + left > 0 : typeof person === 'number') {
      await runSystemCommand(workspace, 'tell-batch', { batch, person: person ?? null, made, left }, `batch/${job.id}`)
    }
  },
}
