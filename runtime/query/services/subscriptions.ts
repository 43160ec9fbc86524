import { periodNames } from '@formwork/platform/definition/period-names.ts'
import { fail, localize } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { namedPeriodRange, type Period } from '@formwork/platform/value/named-period.ts'
import { findSubscription, listSubscriptions, type Subscription } from '../../store/services/subscriptions.ts'
import type { Query, QueryContext } from '../query.ts'
import { todayOf } from '../reading-source.ts'

/** The reader's subscriptions, newest first; with a report only those of it. */
export const subscriptions: Query = {
  name: 'subscriptions',
  cost: 'point',
  async run(context: QueryContext, request: { report?: string }): Promise<unknown> {
    const { person, scopes } = context.actor
    if (person === null || scopes !== undefined) throw fail('not-permitted', { action: { zh: '查看订阅', en: 'see subscriptions' } })
    const own = (await listSubscriptions(context.reading, person)).filter(
      ({ report }) => request.report === undefined || report === request.report,
    )
    return {
      subscriptions: own.map(({ id, report, period, rhythm, hour, nextAt, sentAt }) => ({
        id: formatId(id),
        report,
        label: context.model.reports.get(report)?.label ?? report,
        period,
        rhythm,
        hour,
        nextAt,
        sentAt,
      })),
    }
  },
}

/** What is sent to whom, with the days of today; null where nobody is there any more. For the server's own use. */
export const subscriptionLetter: Query = {
  name: 'subscription-letter',
  cost: 'point',
  internal: true,
  async run(context: QueryContext, { id }: { id: string }): Promise<unknown> {
    const found = await findSubscription(context.reading, parseId(id, 'id'))
    const person = found === undefined ? undefined : context.organisation.people.get(found.person)
    if (found === undefined || person === undefined || person.disabled) return null
    const { report, language } = found
    const title = localize(context.model.reports.get(report)?.label ?? report, language)
    return { person: person.id, email: person.email, language, report, title, parameters: parametersOf(context, found) }
  },
}

function parametersOf(context: QueryContext, { report, parameters, period }: Subscription): Record<string, string> {
  const definition = context.model.reports.get(report)
  const names = periodNames(definition?.parameters ?? [], definition?.compare)
  if (period === null || names === undefined) return { ...parameters }
  const { from, to } = namedPeriodRange(period as Period, todayOf(context))
  return { ...parameters, [names.from]: from.toString(), [names.to]: to.toString() }
}
