import { fail } from '@formwork/platform/error/index.ts'
import { nextCron } from '@formwork/platform/definition/bpmn/cron.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { PERIODS } from '@formwork/platform/value/named-period.ts'
import { mayReadReport } from '../../query/services/may-read-report.ts'
import {
  deleteSubscription,
  findSubscription,
  insertSubscription,
  listSubscriptions,
  noteSubscriptionSent,
} from '../../store/services/subscriptions.ts'
import { giveNotice } from '../notices/give-notice.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** Cron fields after minute and hour. */
const RHYTHMS = { daily: '* * *', weekly: '* * 1', monthly: '1 * *' } as const
type Rhythm = keyof typeof RHYTHMS
const USUAL_HOUR = 8
const MOST_SUBSCRIPTIONS = 50
const LONGEST_PARAMETER = 2_000

interface SubscribeBody {
  readonly report: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly period?: string
  readonly rhythm: Rhythm
  readonly hour?: number
}

/**
 * A report that its reader is sent again and again, under the rights that he has each time.
 * Errors: `definition-not-found`, `not-permitted`, `too-many-items` (50 a person).
 */
const subscribeReport: UseCase = {
  name: 'subscribe-report',
  help: { zh: '订阅报表：按天、周或月收到', en: 'A report is sent to its reader by day, week or month' },
  request: {
    ...objectSchema(
      {
        report: nameSchema,
        parameters: { type: 'object', additionalProperties: { type: 'string', maxLength: LONGEST_PARAMETER } },
        period: { type: 'string', enum: [...PERIODS], description: 'A period by name, another one each time; in place of its two days.' },
        rhythm: { type: 'string', enum: Object.keys(RHYTHMS) },
        hour: { type: 'integer', minimum: 0, maximum: 23, description: 'In the time zone of the workspace; 8 unless told.' },
      },
      ['report', 'rhythm'],
    ),
  },
  async run(unit: Unit, body: SubscribeBody) {
    const { report, parameters = {}, period = null, rhythm, hour = USUAL_HOUR } = body
    const person = ownPerson(unit)
    if (!unit.model.reports.has(report)) throw fail('definition-not-found', { kind: { zh: '报表', en: 'report' }, name: report }, 'report')
    if (!mayReadReport(unit, report)) throw fail('not-permitted', { action: { zh: '查看这张报表', en: 'see this report' } }, 'report')
    if ((await listSubscriptions(unit.transaction, person)).length >= MOST_SUBSCRIPTIONS) {
      throw fail('too-many-items', { label: { zh: '订阅', en: 'subscriptions' }, limit: MOST_SUBSCRIPTIONS })
    }
    const nextAt = nextTime(unit, rhythm, hour)
    const { language } = unit.command
    const id = await insertSubscription(unit.transaction, {
      person,
      report,
      parameters,
      period,
      rhythm,
      hour,
      language,
      createdAt: unit.now,
      nextAt,
    })
    enqueue(unit, id, nextAt)
    return { id: formatId(id), nextAt }
  },
}

/** Errors: `unknown-record` when the person has no such subscription. */
const unsubscribeReport: UseCase = {
  name: 'unsubscribe-report',
  help: { zh: '取消订阅报表', en: 'Ends a subscription' },
  request: { ...objectSchema({ id: idSchema }, ['id']) },
  async run(unit: Unit, body: { id: string }) {
    const person = ownPerson(unit)
    const found = await findSubscription(unit.transaction, parseId(body.id, 'id'))
    if (found?.person !== person) throw fail('unknown-record', { entity: { zh: '订阅', en: 'subscription' }, id: body.id }, 'id')
    await deleteSubscription(unit.transaction, found.id)
    return {}
  },
}

/** A subscription's time has come: its reader is told, and it waits for the next. */
const noteSubscription: UseCase = {
  name: 'note-subscription',
  internal: true,
  help: { zh: '记录订阅的报表已送出', en: 'Notes that a subscribed report was sent' },
  request: {
    ...objectSchema(
      {
        id: idSchema,
        parameters: { type: 'object', additionalProperties: { type: 'string' } },
        failure: { type: 'string', description: 'Why the report could not be made.' },
      },
      ['id', 'parameters'],
    ),
  },
  async run(unit: Unit, { id, parameters, failure }: { id: string; parameters: Record<string, string>; failure?: string }) {
    const found = await findSubscription(unit.transaction, parseId(id, 'id'))
    if (found === undefined) return {}
    const nextAt = nextTime(unit, found.rhythm as Rhythm, found.hour)
    await noteSubscriptionSent(unit.transaction, found.id, unit.now, nextAt)
    enqueue(unit, found.id, nextAt)
    const kind = failure === undefined ? 'report' : 'report-failed'
    const content = { report: { name: found.report, parameters }, ...(failure === undefined ? {} : { text: failure }) }
    await giveNotice(unit, [found.person], { kind, entity: null, record: null, content })
    return { nextAt }
  },
}

export const subscriptionUseCases: readonly UseCase[] = [subscribeReport, unsubscribeReport, noteSubscription]

/** A person by himself: a key subscribes nobody. */
function ownPerson({ actor }: Unit): number {
  if (actor.person === null || actor.scopes !== undefined) {
    throw fail('not-permitted', { action: { zh: '订阅报表', en: 'subscribe to reports' } })
  }
  return actor.person
}

function nextTime(unit: Unit, rhythm: Rhythm, hour: number): number {
  return nextCron(`0 ${hour} ${RHYTHMS[rhythm]}`, unit.now, unit.store.timeZone)
}

function enqueue(unit: Unit, id: number, due: number): void {
  unit.enqueue({ kind: 'send-subscription', key: `subscription/${id}/${due}`, due, payload: { subscription: formatId(id) } })
}
