import { nextDue } from '../store/jobs/jobs.ts'
import type { Query, QueryContext } from './query.ts'

/** When the next job is due, in milliseconds since the epoch; null when none waits. */
export const nextJob: Query = {
  name: 'next-job',
  cost: 'point',
  internal: true,
  async run({ reading }: QueryContext): Promise<unknown> {
    return { due: (await nextDue(reading)) ?? null }
  },
}
