import { describe, expect, it } from 'vitest'
import type { CalendarDefinition, ProcessElement } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { CompiledCalendar } from './calendar/working-calendar.ts'
import { forecast } from './forecast.ts'
import { engine, graphOf, Instance, people, START } from './testing.fixture.ts'
import { makeUndo } from './undo.ts'

const HOUR = 3_600_000
const chain = (...ids: string[]): string => `<startEvent id="s"/>${ids.map((id) => `<userTask id="${id}"/>`).join('')}<endEvent id="e"/>
${['s', ...ids, 'e']
  .slice(0, -1)
  .map((id, index) => `    ${id} -> ${[...ids, 'e'][index]}`)
  .join('\n')}`
const refusal = (code: string): unknown => expect.objectContaining({ code })
const asks = (ids: string): ProcessElement => ({ assign: `=[${ids}]`, decide: 'all' })

describe('separation of duty over the instance', () => {
  const duties = [{ name: 'four-eyes', elements: ['a', 'b'] }]
  const two = async (first: string, second: string, more: ConstructorParameters<typeof Instance>[1] = {}): Promise<Instance> =>
    new Instance(await graphOf(chain('a', 'b'), { duties, elements: { a: asks(first), b: asks(second) } }), more)

  it('who decided one step is not asked at the other', async () => {
    expect((await two('2, 4', '2, 5')).start().verb('approve', 2).verb('approve', 4).open).toEqual(['b:eve'])
  })
  it('nobody else left is the policy for nobody, never a silent pass', async () => {
    const instance = (await two('2', '2')).start().verb('approve', 2)
    expect(Object.values(instance.state.tokens).map((token) => token.rest)).toMatchObject([{ kind: 'incident', code: 'nobody-to-decide' }])
  })
  it('a proxy counts as his principal', async () => {
    const proxies = [{ from: 2, to: 4, begins: 0, ends: START * 2, processes: [] }]
    expect((await two('2', '2, 4, 5', { proxies })).start().verb('approve', 4).open).toEqual(['b:eve'])
  })
  it('holds across returns', async () => {
    const instance = (await two('2', '2, 5')).start().verb('approve', 2)
    instance.verb('return', 5, { to: 'a', opinion: 'x' })
    instance.verb('transfer', 2, { people: [4] }).verb('approve', 4)
    expect(instance.open).toEqual(['b:eve'])
  })
  it('nobody hands it to somebody who may not', async () => {
    const instance = (await two('2', '5')).start().verb('approve', 2)
    expect(() => instance.verb('transfer', 5, { people: [2] })).toThrow(refusal('process-person-refused') as Error)
    expect(() => instance.verb('add-sign', 5, { people: [2] })).toThrow(refusal('process-person-refused') as Error)
  })
  it('two steps open at once: the second is refused to the same person', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><endEvent id="e"/>
      s -> f
      f -> a
      f -> b
      a -> j
      b -> j
      j -> e`,
      { duties, elements: { a: asks('2'), b: asks('2') } },
    )
    const instance = new Instance(graph).start().verb('approve', 2, {}, 'a')
    expect(() => instance.verb('approve', 2, {}, 'b')).toThrow(refusal('process-duties') as Error)
  })
  it('`initiator` stands for having started it', async () => {
    const graph = await graphOf(chain('a'), {
      duties: [{ name: 'own', elements: ['initiator', 'a'] }],
      elements: { a: { ...asks('1, 2'), self: 'self' } },
    })
    expect(new Instance(graph).start().open).toEqual(['a:ben'])
  })
  it('a decision that was taken back is forgotten', async () => {
    const instance = (await two('2', '2, 5')).start()
    const before = instance.state
    instance.verb('approve', 2)
    const undo = makeUndo(before, instance.state, instance.last.effects, 2, 2)
    instance.step({ type: 'take-back', person: 2, undo })
    expect(instance.state.acted).toEqual([])
    expect(instance.open).toEqual(['a:ben'])
  })
  it("the initiator's own proxy does not approve the initiator's form", async () => {
    const graph = await graphOf(chain('a'), { elements: { a: { ...asks('1'), self: 'self' } } })
    const proxies = [{ from: 1, to: 4, begins: 0, ends: START * 2, processes: [] }]
    expect(new Instance(graph, { proxies }).start().open).toEqual(['a:anna'])
  })
})

describe('cancel with approval', () => {
  const asking = async (cancelBy?: string): Promise<Instance> =>
    new Instance(await graphOf(chain('a', 'b'), { cancel: 'approval', cancelBy, elements: { a: asks('2'), b: asks('4') } })).start()
  const ask = (instance: Instance): Instance => instance.step({ type: 'cancel', person: 1, reason: 'a mistake' })

  it('those who decided so far agree, and it ends as cancelled', async () => {
    const instance = ask((await asking()).verb('approve', 2))
    expect(instance.open).toEqual(['b:dan', 'cancel-request:ben'])
    expect(() => ask(instance)).toThrow(refusal('process-cancel-asked') as Error)
    instance.verb('approve', 2, {}, 'cancel-request')
    expect(instance.state).toMatchObject({ status: 'ended', outcome: 'cancelled', tokens: {}, seats: {} })
  })
  it('before anybody decided, those who are asked now agree', async () => {
    expect(ask(await asking()).open).toEqual(['a:ben', 'cancel-request:ben'])
  })
  it('refused, the process goes on as if nobody had asked', async () => {
    const instance = ask((await asking('=person("eve")')).verb('approve', 2))
    instance.verb('reject', 5)
    expect(instance.open).toEqual(['b:dan'])
    expect(Object.keys(instance.state.scopes)).toEqual(['1'])
    expect(instance.verb('approve', 4).state).toMatchObject({ status: 'ended', outcome: 'completed' })
  })
  it('an undecided request does not hold the process up, and goes with it', async () => {
    const instance = ask((await asking('=person("eve")')).verb('approve', 2)).verb('approve', 4)
    expect(instance.state).toMatchObject({ status: 'ended', outcome: 'completed', tokens: {}, seats: {} })
  })
  it('the forecast tells the way of the process, not of the request', async () => {
    const instance = ask((await asking('=person("eve")')).verb('approve', 2))
    const steps = forecast(engine, instance.graph, instance.state, instance.facts).map((step) => step.node)
    expect(steps.filter((node) => node !== 'cancel-request')).toEqual(['b'])
  })
})

describe('weights', () => {
  const weighted = async (weight: string): Promise<Instance> =>
    new Instance(
      await graphOf(chain('t', 'after'), {
        elements: { t: { assign: '=[2, 4, 7]', decide: 'weight', weight, passWeight: '2' }, after: asks('9') },
      }),
    ).start()

  it('come from the formula, which sees the person', async () => {
    const instance = await weighted('=if list contains(person.roles, "board") then 3 else 1')
    expect(instance.verb('approve', 2).active).toEqual(['t'])
    expect(instance.verb('approve', 7).active).toEqual(['after'])
  })
  it('that are no numbers are an error that names the step', async () => {
    await expect(weighted('="heavy"')).rejects.toThrow(refusal('formula-error') as Error)
  })
})

const office: CalendarDefinition = {
  kind: 'calendar',
  name: 'office',
  days: [1, 2, 3, 4, 5],
  hours: [{ name: 'day', from: '09:00', to: '17:00' }],
}

/** START is Monday 2026-01-05 09:00 in Shanghai. */
describe('deadlines', () => {
  const calendar = (): CompiledCalendar => new CompiledCalendar(office, 'Asia/Shanghai')
  const timed = async (settings: ProcessElement): Promise<Instance> =>
    new Instance(await graphOf(chain('t', 'after'), { elements: { t: settings, after: asks('9') } }), { calendar }).start()
  const dues = (instance: Instance): number[] =>
    Object.values(instance.state.subscriptions)
      .map((each) => (each.due! - START) / HOUR)
      .sort((left, right) => left - right)

  it('count working time, the shares of them too', async () => {
    const instance = await timed({
      assign: '=2',
      calendar: 'office',
      due: 'P2D',
      timeouts: [
        { name: 'half', after: '0.5', do: 'remind' },
        { name: 'late', after: '1', do: 'transfer' },
        { name: 'soon', after: 'PT10H', do: 'remind' },
      ],
    })
    expect(dues(instance)).toEqual([8, 26, 48])
    expect(instance.seatOf(2).due).toBe(START + 48 * HOUR)
  })
  it('stand still while others who were added before decide, and go on with what was left', async () => {
    const instance = await timed({ assign: '=2', due: 'PT10H', timeouts: [{ name: 'late', after: '1', do: 'approve' }] })
    instance.at(START + 4 * HOUR).verb('add-sign', 2, { people: [4], where: 'before' })
    expect(Object.values(instance.state.seats).find((seat) => seat.person === 2)).toMatchObject({ status: 'waiting', due: null })
    instance.at(START + 9 * HOUR).verb('approve', 4)
    expect(instance.seatOf(2).due).toBe(START + 15 * HOUR)
    expect(instance.at(START + 11 * HOUR).open).toEqual(['t:ben'])
    expect(instance.at(START + 15 * HOUR).active).toEqual(['after'])
  })
  it('of people one after another begin when it is their turn', async () => {
    const instance = await timed({
      assign: '=[2, 4]',
      decide: 'sequence',
      due: 'PT10H',
      timeouts: [{ name: 'late', after: '1', do: 'reject' }],
    })
    instance.at(START + 9 * HOUR).verb('approve', 2)
    expect(instance.seatOf(4).due).toBe(START + 19 * HOUR)
    expect(instance.at(START + 12 * HOUR).open).toEqual(['t:dan'])
    expect(instance.at(START + 19 * HOUR).state.outcome).toBe('rejected')
  })
  it('a reminder comes again as often as it says', async () => {
    const instance = await timed({ assign: '=2', due: 'PT10H', timeouts: [{ name: 'nag', after: 'PT1H', every: 'PT2H', do: 'remind' }] })
    for (const hours of [1, 3, 5]) instance.at(START + hours * HOUR)
    expect(instance.seatOf(2).urged).toBe(3)
  })
})

describe('events of a multi-instance', () => {
  const passes = async (behaviour: string, cancels: boolean): Promise<Instance> =>
    new Instance(
      await graphOf(
        `<startEvent id="s"/><userTask id="m"><multiInstanceLoopCharacteristics ${behaviour}><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask><boundaryEvent id="each" attachedToRef="m" cancelActivity="${cancels}"><signalEventDefinition signalRef="one"/></boundaryEvent><userTask id="after"/><endEvent id="e"/>
        s -> m
        each -> after
        m -> e`,
        { elements: { m: asks('2'), after: asks('9') } },
        '<signal id="one" name="one"/><signalEventDefinition id="done" signalRef="one"/>',
      ),
    ).start()

  it.each([
    ['behavior="One" oneBehaviorEventRef="done"', [1, 1, 1]],
    ['behavior="None" noneBehaviorEventRef="done"', [1, 2, 3]],
    ['behavior="All"', [0, 0, 0]],
  ])('%s', async (behaviour, expected) => {
    const instance = await passes(behaviour, false)
    const seen = [1, 2, 3].map(() => {
      instance.verb('approve', 2, {}, 'm')
      return Object.values(instance.state.tokens).filter((token) => token.node === 'after').length
    })
    expect(seen).toEqual(expected)
  })
  it('that interrupts ends the other passes', async () => {
    const instance = await passes('behavior="One" oneBehaviorEventRef="done"', true)
    instance.verb('approve', 2, {}, 'm')
    expect(instance.open).toEqual(['after:root'])
    expect(people.get(9)?.name).toBe('root')
  })
})

describe('people chosen by hand', () => {
  const picking = async (pick: ProcessElement['pick'], assign?: string): Promise<Instance> =>
    new Instance(await graphOf(chain('a', 'b'), { elements: { a: asks('2'), b: { pick, assign, decide: 'all' } } }))

  it('whoever decides before chooses, within the range and the number', async () => {
    const instance = (await picking({ by: 'previous', most: 2 }, '=role("finance")')).start()
    expect(() => instance.verb('approve', 2)).toThrow(refusal('process-pick-needed') as Error)
    expect(() => instance.verb('approve', 2, { picks: { b: [7] } })).toThrow(refusal('process-person-refused') as Error)
    expect(() => instance.verb('approve', 2, { picks: { b: [4, 5, 7] } })).toThrow(refusal('process-pick-needed') as Error)
    expect(() => instance.verb('approve', 2, { picks: { nowhere: [4] } })).toThrow(refusal('process-unknown-element') as Error)
    expect(instance.verb('approve', 2, { picks: { b: [5] } }).open).toEqual(['b:eve'])
    expect(instance.seatOf(5).reason.source).toBe('picked')
  })
  it('the initiator chooses when he submits; without a range out of everybody', async () => {
    const instance = await picking({ by: 'initiator' })
    instance.step({ type: 'start', person: 1, variables: {}, picks: { b: [7, 4] } })
    expect(instance.verb('approve', 2).open).toEqual(['b:dan', 'b:gina'])
    expect(instance.seatOf(4).reason.source).toBe('picked-by-initiator')
  })
  it('what happens by itself goes by the policy for nobody', async () => {
    const graph = await graphOf(chain('a', 'b'), {
      elements: {
        a: { ...asks('2'), due: 'PT1H', timeouts: [{ name: 'late', after: '1', do: 'approve' }] },
        b: { pick: { by: 'previous' }, empty: 'admin' },
      },
    })
    expect(new Instance(graph).start().at(START + HOUR).open).toEqual(['b:root'])
  })
})

it('a step tells others when it is approved (cc)', async () => {
  const instance = new Instance(
    await graphOf(chain('a', 'b'), { elements: { a: { ...asks('2'), cc: '=role("finance")' }, b: asks('7') } }),
  ).start()
  expect(instance.verb('approve', 2).last.effects).toContainEqual({ do: 'copy', node: 'a', people: [4, 5] })
})

it('a delay counts working time where its settings name a calendar, elapsed time otherwise', async () => {
  const delayed = async (settings: ProcessElement): Promise<Instance> =>
    new Instance(
      await graphOf(
        `<startEvent id="s"/><intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>P1DT8H</timeDuration></timerEventDefinition></intermediateCatchEvent><userTask id="a"/>
        s -> wait
        wait -> a`,
        { elements: { wait: settings, a: asks('2') } },
      ),
      { calendar: () => new CompiledCalendar(office, 'Asia/Shanghai') },
    ).start()
  expect((await delayed({ calendar: 'office' })).at(START + 33 * HOUR).open).toEqual(['a:ben'])
  expect((await delayed({ calendar: 'office' })).at(START + 31 * HOUR).open).toEqual([])
  expect((await delayed({})).at(START + 32 * HOUR).open).toEqual(['a:ben'])
})

describe('conditions of proxies', () => {
  it.each([
    ['record.amount < 100', 't:gina'],
    ['record.amount < 10', 't:ben'],
    ['record.nothing', 't:ben'],
  ])('%s', async (condition, expected) => {
    const proxies = [{ from: 2, to: 7, begins: 0, ends: START * 2, processes: [], condition }]
    const graph = await graphOf(chain('t'), { elements: { t: asks('2') } })
    expect(new Instance(graph, { proxies, record: { amount: Decimal.of(50) } }).start().open).toEqual([expected])
  })
})

describe('what a step allows', () => {
  const step = async (settings: ProcessElement): Promise<Instance> =>
    new Instance(await graphOf(chain('t', 'after'), { elements: { t: { ...asks('2, 4'), ...settings }, after: asks('9') } })).start()

  it.each<[string, ProcessElement, (instance: Instance) => unknown]>([
    ['agreeing to what is handled', { handle: true }, (instance) => instance.verb('approve', 2)],
    ['handing in what is decided', {}, (instance) => instance.verb('hand-in', 2)],
    ['a verb that is not in the list', { verbs: ['delegate'] }, (instance) => instance.verb('transfer', 2, { people: [7] })],
    ['returning to the initiator', { verbs: ['return'] }, (instance) => instance.verb('return', 2)],
  ])('refuses %s', async (_, settings, act) => {
    const instance = await step(settings)
    expect(() => act(instance)).toThrow(refusal('process-verb-off') as Error)
  })
  it('a list of verbs never forbids deciding', async () => {
    expect((await step({ verbs: [] })).verb('approve', 2).verb('approve', 4).active).toEqual(['after'])
    expect((await step({ handle: true })).verb('hand-in', 2).verb('hand-in', 4).active).toEqual(['after'])
  })
  it('one of several agreed: the initiator can no longer cancel alone', async () => {
    const instance = (await step({})).verb('approve', 2)
    expect(() => instance.step({ type: 'cancel', person: 1, reason: null })).toThrow(refusal('process-already-decided') as Error)
    instance.verb('return', 4)
    expect(instance.step({ type: 'cancel', person: 1, reason: null }).state.outcome).toBe('cancelled')
  })
})
