import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../store/contract/databases.fixture.ts'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { trade } from './trade.fixture.ts'
import type { Answer } from './unit.ts'

/** Exactly one wins, the others get a clear refusal; nobody sees a lock error (spec: security, section 6). */
await describeEachDatabase('races of commands', ({ open }) => {
  let workspace: TestWorkspace
  let party: string
  let item: string

  beforeEach(async () => {
    workspace = await TestWorkspace.open(trade, await open())
    party = (await workspace.save('party', { name: 'North Ltd', region: 'north' })).id
    item = (await workspace.save('item', { code: 'A1', price: '2' })).id
  })
  afterEach(() => workspace.close())

  type Saved = Answer & { id: string; version: number; number: string | null }
  const body = (entity: string, quantity = '10') => ({
    entity,
    changes: { values: { party }, lines: { lines: [{ do: 'insert', values: { item, quantity, price: '1' } }] } },
  })
  const run = async (name: string, request: unknown, options = {}) => (await workspace.run(name, request, options)) as Saved
  const outcome = (answer: Promise<unknown>): Promise<string> =>
    answer.then(
      () => 'won',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    )
  const atOnce = (count: number, work: (index: number) => Promise<unknown>) =>
    Promise.all(Array.from({ length: count }, (_, index) => outcome(work(index))))
  const count = (outcomes: readonly string[]) =>
    Object.fromEntries([...new Set(outcomes)].sort().map((each) => [each, outcomes.filter((other) => other === each).length]))

  it('numbers have no gaps, whatever fails in between', async () => {
    const numbers: string[] = []
    const outcomes = await atOnce(30, async (index) => {
      const request =
        index % 3 === 0 ? { ...body('receipt'), changes: { ...body('receipt').changes, values: { party: null } } } : body('receipt')
      numbers.push((await run('submit', request)).number!)
    })
    expect(count(outcomes)).toEqual({ required: 10, won: 20 })
    expect(numbers.sort()).toEqual(Array.from({ length: 20 }, (_, index) => `R${String(index + 1).padStart(5, '0')}`))
  })

  it('one key gives one record', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => run('submit', body('order'), { key: 'same' })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('one version is changed once', async () => {
    const draft = await run('save', body('order'))
    const outcomes = await atOnce(12, (index) =>
      run('save', { entity: 'order', id: draft.id, version: 1, changes: { values: { remark: `${index}` } } }),
    )
    expect(count(outcomes)).toEqual({ 'stale-version': 11, won: 1 })
  })

  it('one value is taken once', async () => {
    const outcomes = await atOnce(12, () => workspace.save('item', { code: 'ONLY' }))
    expect(count(outcomes)).toEqual({ 'not-unique': 11, won: 1 })
  })

  it('one open quantity is taken once', async () => {
    const source = await run('submit', body('order'))
    const drafts: Saved[] = []
    for (let index = 0; index < 8; index++) drafts.push(await run('convert', { conversion: 'receive', sources: [{ id: source.id }] }))
    const outcomes = await atOnce(8, (index) => run('submit', { entity: 'receipt', id: drafts[index]!.id, version: 1 }))
    expect(count(outcomes)).toEqual({ 'over-open-quantity': 7, won: 1 })
  })

  it('two orders of sources do not lock each other out', async () => {
    const one = await run('submit', body('order', '100'))
    const two = await run('submit', body('order', '100'))
    const sources = [{ id: one.id }, { id: two.id }]
    const drafts: Saved[] = []
    for (let index = 0; index < 6; index++) {
      drafts.push(await run('convert', { conversion: 'receive', sources: index % 2 === 0 ? sources : sources.toReversed() }))
    }
    const outcomes = await atOnce(6, (index) => run('submit', { entity: 'receipt', id: drafts[index]!.id, version: 1 }))
    expect(count(outcomes)).toEqual({ 'over-open-quantity': 5, won: 1 })
  })

  it('a source is not closed under a target that is being posted', async () => {
    const source = await run('submit', body('order'))
    const draft = await run('convert', { conversion: 'receive', sources: [{ id: source.id }] })
    const outcomes = await Promise.all([
      outcome(run('submit', { entity: 'receipt', id: draft.id, version: 1 })),
      outcome(run('close', { entity: 'order', id: source.id, version: 1 })),
    ])
    expect(['won won', 'illegal-transition won']).toContain(outcomes.join(' '))
  })
})
