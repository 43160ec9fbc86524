import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { listFailing, listRuns } from '../../store/services/automation-runs.ts'
import { authorizeConfigure } from '../authorize-configure.ts'
import type { Query, QueryContext } from '../query.ts'

const PAGE = 100
/** Work that leaves the transaction and may fail out there. */
const KINDS = ['run-automation', 'call-webhook', 'deliver-notices', 'run-batch'] as const

/** Runs of automations, and work that has failed at least once: what it was, how often it was tried, and why. */
export const automationRuns: Query = {
  name: 'automation-runs',
  cost: 'point',
  async run(context: QueryContext, request: { automation?: string; before?: string }): Promise<unknown> {
    authorizeConfigure(authorityOf(context.model, context.organisation, context.actor))
    const before = request.before === undefined ? Number.MAX_SAFE_INTEGER : parseId(request.before, 'before')
    const runs = await listRuns(context.reading, request.automation, before, PAGE)
    const failing = (
      await Promise.all(KINDS.map(async (kind) => (await listFailing(context.reading, kind, PAGE)).map((job) => ({ kind, ...job }))))
    ).flat()
    return {
      runs: runs.map(({ id, automation, cause, at, state, error, answer }) => ({
        id: formatId(Number(id)),
        automation,
        cause,
        at: Number(at),
        state,
        error,
        made: answer === null ? [] : (JSON.parse(answer) as { made: string[] }).made,
      })),
      failing: failing.map(({ kind, job, payload, tries, due, state, error }) => ({
        kind,
        job: formatId(job),
        what: whatOf(payload),
        tries,
        due,
        given: state === 'dead',
        error,
      })),
    }
  },
}

function whatOf(payload: unknown): string {
  const { automation, webhook, channel, batch } = (payload ?? {}) as Record<string, string | undefined>
  return automation ?? webhook ?? channel ?? batch ?? ''
}
