import { claimJobs, extendLease, failJob, finishJob, insertJobs, postponeJob, releaseJobs } from '../../store/jobs/jobs.ts'
import { objectSchema, type RequestSchema } from '../request.ts'
import { raiseIncident } from '../task/raise-incident.ts'
import type { UseCase } from '../unit.ts'

const jobId: RequestSchema = { type: 'integer', minimum: 1 }
const holder: RequestSchema = { type: 'string', minLength: 8, maxLength: 80 }
const milliseconds: RequestSchema = { type: 'integer', minimum: 0, maximum: 366 * 86_400_000 }
const LONGEST_ERROR = 2_000
const MOST_AT_ONCE = 100

/** What the server's job runner asks of the one writer. Times are durations in milliseconds, counted from the command's clock. */
const claim: UseCase = {
  name: 'claim-jobs',
  internal: true,
  help: { zh: '领取到期的作业', en: 'Takes due jobs on lease' },
  request: {
    ...objectSchema({ holder, lease: milliseconds, limit: { type: 'integer', minimum: 1, maximum: MOST_AT_ONCE } }, [
      'holder',
      'lease',
      'limit',
    ]),
  },
  async run(unit, body: { holder: string; lease: number; limit: number }) {
    const jobs = await claimJobs(unit.transaction, unit.store.dialect, {
      holder: body.holder,
      now: unit.now,
      leaseEnd: unit.now + body.lease,
      limit: body.limit,
    })
    return { jobs }
  },
}

const extend: UseCase = {
  name: 'extend-job',
  internal: true,
  help: { zh: '延长作业租约', en: 'Keeps the lease of a job that takes long' },
  request: { ...objectSchema({ id: jobId, holder, lease: milliseconds }, ['id', 'holder', 'lease']) },
  async run(unit, body: { id: number; holder: string; lease: number }) {
    return { held: await extendLease(unit.transaction, body.id, body.holder, unit.now + body.lease) }
  },
}

const finish: UseCase = {
  name: 'finish-job',
  internal: true,
  help: { zh: '完成作业', en: 'A job is done; with `again` its next turn comes after so many milliseconds' },
  request: { ...objectSchema({ id: jobId, holder, again: milliseconds }, ['id', 'holder']) },
  async run(unit, body: { id: number; holder: string; again?: number }) {
    const held =
      body.again === undefined
        ? await finishJob(unit.transaction, body.id, body.holder)
        : await postponeJob(unit.transaction, body.id, body.holder, unit.now + body.again)
    return { held }
  },
}

const failed: UseCase = {
  name: 'fail-job',
  internal: true,
  help: { zh: '作业失败', en: 'A job failed: it is tried again after a while, or laid aside as dead' },
  request: {
    ...objectSchema(
      { id: jobId, holder, error: { type: 'string', maxLength: LONGEST_ERROR }, wait: milliseconds, isDead: { type: 'boolean' } },
      ['id', 'holder', 'error', 'wait', 'isDead'],
    ),
  },
  async run(unit, body: { id: number; holder: string; error: string; wait: number; isDead: boolean }) {
    await failJob(unit.transaction, body.id, body.holder, { error: body.error, due: unit.now + body.wait, isDead: body.isDead })
    if (body.isDead) await raiseIncident(unit, body.id, body.error)
    return {}
  },
}

const ensure: UseCase = {
  name: 'ensure-jobs',
  internal: true,
  help: { zh: '登记周期作业', en: 'Writes the jobs that come again and again where they are missing' },
  request: {
    ...objectSchema({ kinds: { type: 'array', maxItems: MOST_AT_ONCE, items: { type: 'string', minLength: 1, maxLength: 60 } } }, [
      'kinds',
    ]),
  },
  async run(unit, body: { kinds: readonly string[] }) {
    // A SQLite file belongs to one server, which asks this when it begins: whoever held a job then is gone.
    if (unit.store.dialect === 'sqlite') await releaseJobs(unit.transaction, unit.now)
    await insertJobs(
      unit.transaction,
      body.kinds.map((kind) => ({ kind, key: `recurring/${kind}`, due: unit.now, payload: null })),
      unit.now,
    )
    return {}
  },
}

export const jobUseCases: readonly UseCase[] = [claim, extend, finish, failed, ensure]
