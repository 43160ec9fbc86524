import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DomainEvent } from '../engine/record/event.ts'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { settle } from './settle.ts'
import { item } from './trade.fixture.ts'
import type { SettleStep } from './unit.ts'

let workspace: TestWorkspace
beforeAll(async () => {
  workspace = await TestWorkspace.open({ entities: [item] })
})
afterAll(() => workspace.close())

const event = (ledger: string): DomainEvent => ({ type: 'ledger.changed', ledger, coordinates: [] })
const nameOf = (happened: DomainEvent) => ('ledger' in happened ? happened.ledger : '')

describe('settle', () => {
  it('hands every event to every step in order, those raised meanwhile after those before', async () => {
    const seen: string[] = []
    const first: SettleStep = (unit, happened) => {
      seen.push(`1${nameOf(happened)}`)
      if (nameOf(happened) === 'a') unit.raise(event('c'))
      return Promise.resolve()
    }
    const second: SettleStep = (_unit, happened) => {
      seen.push(`2${nameOf(happened)}`)
      return Promise.resolve()
    }
    await workspace.inUnit(async (unit) => {
      unit.raise(event('a'))
      unit.raise(event('b'))
      await settle(unit, [first, second])
    })
    expect(seen).toEqual(['1a', '2a', '1b', '2b', '1c', '2c'])
  })

  it('ends what does not end by itself', async () => {
    const again: SettleStep = (unit, happened) => Promise.resolve(unit.raise(happened))
    const outcome = workspace.inUnit(async (unit) => {
      unit.raise(event('a'))
      await settle(unit, [again])
    })
    await expect(outcome).rejects.toMatchObject({ code: 'settle-unbounded' })
  })
})
