import { formatId, type CalendarDate } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { dateOfMinute } from '../../engine/ledger/business-minute.ts'
import type { Plan } from '../../store/database.ts'
import type { Query, QueryContext } from '../query.ts'
import { todayOf } from '../reading-source.ts'

const plan: Plan = {
  sql: `select p.name, p.end_at, p.status, j.created_at, j.person
    from ledger_period p left join ledger_journal j on j.id = p.journal order by p.end_at`,
}

/** Months that are closed, newest first, and the one that can be closed next. */
export const periods: Query = {
  name: 'ledger-periods',
  cost: 'point',
  async run(context: QueryContext): Promise<unknown> {
    const rows = await context.reading.all(plan, [])
    const days = rows.map((row) => dateOfMinute(row.end_at as number))
    const list = rows.map((row, index) => ({
      name: row.name,
      from: index === 0 ? null : days[index - 1]!.addDays(1).toString(),
      end: days[index]!.toString(),
      status: row.status,
      closedAt: row.created_at === null ? null : Number(row.created_at),
      person: row.person === null ? null : personOf(context, Number(row.person)),
    }))
    const last = list.findLastIndex(({ status }) => status === 'closed')
    return {
      periods: list.toReversed(),
      last: last < 0 ? null : list[last]!.name,
      next: nextPeriod(todayOf(context), last < 0 ? undefined : days[last]),
      mayClose: mayForAll(context, 'close'),
      mayReopen: mayForAll(context, 'reopen'),
    }
  },
}

/** The month after the last closed one; of the first close, the month before today. */
function nextPeriod(today: CalendarDate, last: CalendarDate | undefined): { from: string | null; end: string } {
  if (last === undefined) return { from: null, end: today.addDays(-today.day).toString() }
  const from = last.addDays(1)
  return { from: from.toString(), end: from.endOfMonth().toString() }
}

/** The right has to be there for every ledger in use: a period is closed for all of them at once. */
export function mayForAll({ model, organisation, actor }: QueryContext, operation: 'close' | 'reopen'): boolean {
  const authority = authorityOf(model, organisation, actor)
  const inUse = [...model.ledgers.keys()].filter((ledger) => model.switches?.off.resources.has(ledger) !== true)
  return inUse.length > 0 && inUse.every((ledger) => authority.may(operation, ledger))
}

function personOf({ organisation }: QueryContext, id: number): { id: string; name: string } {
  return { id: formatId(id), name: organisation.people.get(id)?.name ?? formatId(id) }
}
