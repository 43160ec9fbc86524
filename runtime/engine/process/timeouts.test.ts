import { describe, expect, it } from 'vitest'
import type { ProcessElement } from '@formwork/platform/definition/types.ts'
import { graphOf, Instance, START } from './testing.fixture.ts'

const HOUR = 3_600_000
const body = `<startEvent id="s"/><userTask id="first"/><userTask id="t"/><userTask id="next"/><userTask id="late"/><endEvent id="e"/>
    s -> first
    first -> t
    t -> next
    t -> late [false]
    next -> e
    late -> e`
const who: Record<string, ProcessElement> = {
  first: { assign: '=3' },
  next: { assign: '=7' },
  late: { assign: '=9' },
}

/** Cora has decided; Ben has an hour. */
async function waiting(timeouts: NonNullable<ProcessElement['timeouts']>, more: ProcessElement = {}): Promise<Instance> {
  const graph = await graphOf(body, { elements: { ...who, t: { assign: '=2', due: 'PT1H', timeouts, ...more } } })
  return new Instance(graph).start().verb('approve', 3)
}

describe('what happens when nobody decided in time', () => {
  it.each<[string, NonNullable<ProcessElement['timeouts']>[number], string[]]>([
    ['returns to a step', { name: 'x', after: '1', do: 'return', to: 'first' }, ['first:cora']],
    ['goes to a named flow', { name: 'x', after: '1', do: 'flow', to: 'f4_t_late' }, ['late:root']],
    ['goes to a named step', { name: 'x', after: '1', do: 'flow', to: 'late' }, ['late:root']],
  ])('%s', async (_what, timeout, open) => {
    const instance = (await waiting([timeout])).at(START + HOUR)
    expect(instance.open).toEqual(open)
    expect(instance.last.history.filter((line) => line.action === 'timeout')).toMatchObject([{ node: 't', person: null }])
    expect(Object.values(instance.state.subscriptions)).toEqual([])
  })

  it('returns to the initiator, whose form is open again', async () => {
    const instance = (await waiting([{ name: 'x', after: '1', do: 'return' }])).at(START + HOUR)
    expect(instance.state.status).toBe('returned')
    expect(instance.last.effects).toContainEqual({ do: 'record.return', outcome: 'returned' })
    expect(instance.step({ type: 'resubmit', person: 1 }).open).toEqual(['first:cora'])
  })

  it('hands up where there is a head above, and stays where there is none', async () => {
    const up = { name: 'x', after: '1', do: 'transfer' } as const
    expect((await waiting([up])).at(START + HOUR).open).toEqual(['t:cora'])
    expect((await waiting([up], { assign: '=9' })).at(START + HOUR).open).toEqual(['t:root'])
  })

  it('an ordered list: reminded at 80 %, then agreed to, once each', async () => {
    const instance = await waiting([
      { name: 'remind', after: '0.8', do: 'remind' },
      { name: 'agree', after: '1', do: 'approve' },
    ])
    instance.at(START + 0.8 * HOUR)
    expect(instance.last.effects).toMatchObject([{ do: 'notify', kind: 'timeout' }])
    expect(instance.open).toEqual(['t:ben'])
    instance.at(START + HOUR)
    expect(instance.open).toEqual(['next:gina'])
    expect(instance.at(START + 90 * 24 * HOUR).open).toEqual(['next:gina'])
  })

  it('of several people only those who have not decided', async () => {
    const instance = await waiting([{ name: 'x', after: '1', do: 'reject' }], { assign: '=[2, 4]', decide: 'all', reject: 'continue' })
    instance.verb('approve', 2).at(START + HOUR)
    const closed = instance.last.seats.filter((change) => change.change === 'closed')
    expect(closed.map(({ seat }) => seat.person)).toEqual([4])
    expect(instance.state.verdicts.t).toBe('reject')
  })
})
