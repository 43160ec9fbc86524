import { describe, expect, it } from 'vitest'
import { Decimal } from '@formwork/platform/value/index.ts'
import { graphOf, Instance } from './testing.fixture.ts'

const twoLevels = `
  <startEvent id="start"/><userTask id="manager" name="主管"/><exclusiveGateway id="large" default="f4_large_done"/><userTask id="finance"/><endEvent id="done"/>
  start -> manager
  manager -> large
  large -> finance [amount > 50000]
  large -> done
  finance -> done`

const settings = {
  elements: {
    manager: { assign: '=leader(initiator)' },
    finance: { assign: '=role("finance")', decide: 'all' as const, reject: 'initiator' },
  },
}

describe('two levels of approval', () => {
  it('goes to the manager, then by amount to finance', async () => {
    const instance = new Instance(await graphOf(twoLevels, settings)).start({ amount: Decimal.of(60000) })
    expect(instance.open).toEqual(['manager:ben'])
    instance.verb('approve', 2)
    expect(instance.open).toEqual(['finance:dan', 'finance:eve'])
    instance.verb('approve', 4)
    expect(instance.open).toEqual(['finance:eve'])
    instance.verb('approve', 5)
    expect(instance.state).toMatchObject({ status: 'ended', outcome: 'completed', tokens: {}, seats: {} })
  })

  it('skips finance for a small amount', async () => {
    const instance = new Instance(await graphOf(twoLevels, settings)).start({ amount: Decimal.of(100) }).verb('approve', 2)
    expect(instance.state).toMatchObject({ status: 'ended', outcome: 'completed' })
  })

  it('ends on a rejection, or returns to the initiator as the node says', async () => {
    const graph = await graphOf(twoLevels, settings)
    const rejected = new Instance(graph).start({ amount: Decimal.of(100) }).verb('reject', 2)
    expect(rejected.state).toMatchObject({ status: 'ended', outcome: 'rejected' })
    const returned = new Instance(graph)
      .start({ amount: Decimal.of(60000) })
      .verb('approve', 2)
      .verb('reject', 4)
    expect(returned.state.status).toBe('returned')
    expect(returned.last.effects).toContainEqual({ do: 'record.return', outcome: 'returned' })
    expect(returned.open).toEqual([])
    returned.step({ type: 'resubmit', person: 1 })
    expect(returned.open).toEqual(['manager:ben'])
  })
})
