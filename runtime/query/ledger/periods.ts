import { formatId, type CalendarDate } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { dateOfMinute } from '../../engine/ledger/business-minute.ts'
import { ledgersInUse } from '../../engine/permission/ledgers-in-use.ts'
import { listClosings } from '../../store/ledger/periods.ts'
import type { Query, QueryContext } from '../query.ts'
import { todayOf } from '../reading-source.ts'

/** Months that are closed, newest first, and the one that can be closed next. */
export const periods: Query = {
  name: 'ledger-periods',
  cost: 'point',
  async run(context: QueryContext): Promise<unknown> {
    const closings = await listClosings(context.reading)
    const days = closings.map(({ endAt }) => dateOfMinute(endAt))
    const list = closings.map(({ name, status, closedAt, person }, index) => ({
      name,
      from: index === 0 ? null : days[index - 1]!.addDays(1).toString(),
      end: days[index]!.toString(),
      status,
      closedAt,
      person: person === null ? null : personOf(context, person),
    }))
    const last = list.findLastIndex(({ status }) => status === 'closed')
    return {
      periods: list.toReversed(),
      last: last < 0 ? null : list[last]!.name,
      today: todayOf(context).toString(),
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
  const ledgers = ledgersInUse(model)
  return ledgers.length > 0 && ledgers.every((ledger) => authority.may(operation, ledger))
}

function personOf({ organisation }: QueryContext, id: number): { id: string; name: string } {
  return { id: formatId(id), name: organisation.people.get(id)?.name ?? formatId(id) }
}
