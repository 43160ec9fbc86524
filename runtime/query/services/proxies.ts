import { formatId } from '@formwork/platform/value/index.ts'
import { readProxies } from '../../store/process/proxies.ts'
import type { Query, QueryContext } from '../query.ts'

/** Who stands in for the reader, and for whom the reader stands in, now and later. */
export const proxies: Query = {
  name: 'proxies',
  cost: 'point',
  async run(context: QueryContext): Promise<unknown> {
    const { person } = context.actor
    const nameOf = (id: number) => ({ id: formatId(id), name: context.organisation.people.get(id)?.name ?? `#${id}` })
    const rules = (await readProxies(context.reading, context.now)).filter((rule) => rule.principal === person || rule.proxy === person)
    return {
      proxies: rules.map(({ id, principal, proxy, begins, ends, processes, condition }) => ({
        id: formatId(id),
        principal: nameOf(principal),
        proxy: nameOf(proxy),
        begins,
        ends,
        processes,
        condition,
        mine: principal === person,
      })),
    }
  },
}
