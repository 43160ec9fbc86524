import { formatId } from '@formwork/platform/value/index.ts'
import { makeAuthorizedPlan } from '../../store/reading/authorized-plan.ts'
import { selectRecords } from '../../store/reading/select-records.ts'
import { constantOperand } from '../filter.ts'
import type { Query, QueryContext } from '../query.ts'
import { readingSource, todayOf } from '../reading-source.ts'

const MOST_RECORDS = 5_000

/** Records whose date has come (or, with `late`, has passed), for automations that go by a date. */
export const automationCandidates: Query = {
  name: 'automation-candidates',
  cost: 'long',
  internal: true,
  async run(context: QueryContext, request: { automation: string }): Promise<unknown> {
    const { entity, date, days = 0, late = false } = context.model.automations.get(request.automation)?.on ?? {}
    if (entity === undefined || date === undefined) return { records: [] }
    const day = todayOf(context).addDays(-days)
    const plan = makeAuthorizedPlan({ resource: entity, rows: { constant: true }, seatsOf: null, hidden: new Set() })
    const page = await selectRecords(readingSource(context), {
      plan,
      columns: [{ name: 'id', path: ['id'] }],
      where: [{ compare: late ? '<=' : '=', left: { path: date.split('.') }, right: constantOperand(day) }],
      sort: [],
      limit: MOST_RECORDS,
    })
    return { entity, day: day.toString(), records: page.rows.map((row) => formatId(row.id as number)) }
  },
}
