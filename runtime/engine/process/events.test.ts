import { describe, expect, it } from 'vitest'
import { Decimal } from '@formwork/platform/value/index.ts'
import { graphOf, Instance, START } from './testing.fixture.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const globals =
  '<message id="msg" name="paid"/><signal id="sig" name="alarm"/><error id="err" errorCode="E1"/><error id="err2" errorCode="E2"/><escalation id="esc" escalationCode="U1"/>'
const task = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')

describe('timers', () => {
  const waiting = (
    timer: string,
  ): string => `<startEvent id="s"/><intermediateCatchEvent id="t"><timerEventDefinition>${timer}</timerEventDefinition></intermediateCatchEvent>${task('a')}
    s -> t
    t -> a`
  it.each([
    ['duration', '<timeDuration>PT10M</timeDuration>', START + 600_000],
    ['60 days', '<timeDuration>P60D</timeDuration>', START + 60 * DAY],
    ['a week', '<timeDuration>P1W</timeDuration>', START + 7 * DAY],
    ['months end at the last day', '<timeDuration>P1M</timeDuration>', Date.UTC(2026, 1, 5, 1)],
    ['a date with zone', '<timeDate>2026-03-01T08:00:00+08:00</timeDate>', Date.UTC(2026, 2, 1)],
    ['a date in the zone of the workspace', '<timeDate>2026-03-01T08:00:00</timeDate>', Date.UTC(2026, 2, 1)],
    ['a day', '<timeDate>2026-03-01</timeDate>', Date.UTC(2026, 1, 28, 16)],
    ['a leap day', '<timeDate>2028-02-29T00:00:00Z</timeDate>', Date.UTC(2028, 1, 29)],
    ['a formula', '<timeDuration>=wait</timeDuration>', START + 2 * HOUR],
    ['a formula of another tool', '<timeDuration>${wait}</timeDuration>', START + 2 * HOUR],
  ])('%s', async (_what, timer, due) => {
    const instance = new Instance(await graphOf(waiting(timer))).start({ wait: 'PT2H' })
    expect(Object.values(instance.state.subscriptions).map((subscription) => subscription.due)).toEqual([due])
    instance.at(due - 1)
    expect(instance.active).toEqual(['t'])
    instance.at(due)
    expect(instance.active).toEqual(['a'])
  })
  it('adds months in the calendar: 31 January + 1 month, and + 1 year from a leap day', async () => {
    const month = new Instance(await graphOf(waiting('<timeDuration>P1M</timeDuration>')), { now: Date.UTC(2028, 0, 31) }).start()
    expect(Object.values(month.state.subscriptions)[0]!.due).toBe(Date.UTC(2028, 1, 29))
    const year = new Instance(await graphOf(waiting('<timeDuration>P1Y</timeDuration>')), { now: Date.UTC(2028, 1, 29) }).start()
    expect(Object.values(year.state.subscriptions)[0]!.due).toBe(Date.UTC(2029, 1, 28))
  })
  it('refuses what is no time, naming the element', async () => {
    const graph = await graphOf(waiting('<timeDuration>soon</timeDuration>'))
    expect(() => new Instance(graph).start()).toThrow(expect.objectContaining({ code: 'bad-date' }))
  })

  const boundary = (cancel: boolean, timer: string): string => `<startEvent id="s"/>${task('a', 'late', 'next')}
    <boundaryEvent id="b" attachedToRef="a" cancelActivity="${cancel}"><timerEventDefinition>${timer}</timerEventDefinition></boundaryEvent>
    s -> a
    a -> next
    b -> late`
  it('an interrupting boundary timer ends the activity and its seats', async () => {
    const instance = new Instance(await graphOf(boundary(true, '<timeDuration>PT1H</timeDuration>'))).start().at(START + HOUR)
    expect(instance.active).toEqual(['late'])
    expect(instance.last.seats).toContainEqual(
      expect.objectContaining({ change: 'closed', closing: { status: 'cancelled', by: null, opinion: null } }),
    )
  })
  it('a cycle fires as often as it says, and stops with its activity', async () => {
    const graph = await graphOf(boundary(false, '<timeCycle>R3/PT1H</timeCycle>'))
    const instance = new Instance(graph).start().at(START + 10 * HOUR)
    expect(instance.active).toEqual(['a', 'late', 'late', 'late'])
    const stopped = new Instance(graph)
      .start()
      .at(START + HOUR)
      .done('a')
      .at(START + 10 * HOUR)
    expect(stopped.active).toEqual(['late', 'next'])
  })
  it('an endless cycle with a start and an end runs between them; what was slept through counts once', async () => {
    const graph = await graphOf(boundary(false, '<timeCycle>R/2026-01-06T00:00:00Z/P1D/2026-01-10T00:00:00Z</timeCycle>'))
    const days = new Instance(graph).start()
    for (let day = 6; day <= 20; day++) days.at(Date.UTC(2026, 0, day))
    expect(days.active.filter((id) => id === 'late')).toHaveLength(5)
    const asleep = new Instance(graph).start()
    asleep.facts = { ...asleep.facts, now: Date.UTC(2026, 0, 8, 12) }
    asleep.step({ type: 'due', subscription: Object.values(asleep.state.subscriptions)[0]!.key })
    expect(Object.values(asleep.state.subscriptions)[0]!.due).toBe(Date.UTC(2026, 0, 9))
  })
  it('a due that comes twice, or after its token moved on, does nothing', async () => {
    const instance = new Instance(await graphOf(waiting('<timeDuration>PT1H</timeDuration>'))).start()
    const key = Object.values(instance.state.subscriptions)[0]!.key
    instance.step({ type: 'due', subscription: key }).step({ type: 'due', subscription: key })
    expect(instance.active).toEqual(['a'])
  })
})

describe('messages and signals', () => {
  it('a message wakes its catch event with variables; correlation is a formula', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/><intermediateCatchEvent id="m"><messageEventDefinition messageRef="msg"/></intermediateCatchEvent>${task('a')}
      s -> m
      m -> a`,
      { elements: { m: { correlation: '=order' } } },
      globals,
    )
    const instance = new Instance(graph).start({ order: 'A-1' })
    expect(Object.values(instance.state.subscriptions)).toMatchObject([{ kind: 'message', name: 'paid', correlation: 'A-1' }])
    instance.event('message', 'paid', { sum: Decimal.of(5) })
    expect(instance.active).toEqual(['a'])
    expect(String(instance.variables.sum)).toBe('5')
  })
  it('throws say name, key and variables', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/><intermediateThrowEvent id="m"><messageEventDefinition messageRef="msg"/></intermediateThrowEvent><endEvent id="e"><signalEventDefinition signalRef="sig"/></endEvent>
      s -> m
      m -> e`,
      { elements: { m: { correlation: '=order' } } },
      globals,
    )
    const instance = new Instance(graph).start({ order: 'A-1' })
    expect(instance.last.effects).toMatchObject([
      { do: 'message', name: 'paid', correlation: 'A-1', variables: { order: 'A-1' } },
      { do: 'signal', name: 'alarm' },
      { do: 'ended', outcome: 'completed' },
    ])
  })
  it('a non-interrupting boundary signal may come again and again', async () => {
    const instance = new Instance(
      await graphOf(
        `<startEvent id="s"/>${task('a', 'x')}<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><signalEventDefinition signalRef="sig"/></boundaryEvent>
      s -> a
      b -> x`,
        {},
        globals,
      ),
    )
      .start()
      .event('signal', 'alarm')
      .event('signal', 'alarm')
    expect(instance.active).toEqual(['a', 'x', 'x'])
  })
  it('a parallel multiple catch waits for all of its events', async () => {
    const instance = new Instance(
      await graphOf(
        `<startEvent id="s"/><intermediateCatchEvent id="c" parallelMultiple="true"><messageEventDefinition messageRef="msg"/><signalEventDefinition signalRef="sig"/></intermediateCatchEvent>${task('a')}
      s -> c
      c -> a`,
        {},
        globals,
      ),
    )
      .start()
      .event('signal', 'alarm')
    expect(instance.active).toEqual(['c'])
    instance.event('message', 'paid')
    expect(instance.active).toEqual(['a'])
  })
})

describe('conditional events', () => {
  it('happens when the condition becomes true, at once when it is true already', async () => {
    const graph =
      await graphOf(`<startEvent id="s"/><intermediateCatchEvent id="c"><conditionalEventDefinition><condition>level > 3</condition></conditionalEventDefinition></intermediateCatchEvent>${task('a')}
      s -> c
      c -> a`)
    const instance = new Instance(graph).start({ level: Decimal.of(1) })
    expect(instance.active).toEqual(['c'])
    expect(instance.step({ type: 'set', variables: { level: Decimal.of(4) } }).active).toEqual(['a'])
    expect(new Instance(graph).start({ level: Decimal.of(9) }).active).toEqual(['a'])
  })
  it('a non-interrupting one happens each time it becomes true', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/>${task('a', 'x')}<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><conditionalEventDefinition><condition>on</condition></conditionalEventDefinition></boundaryEvent>
      s -> a
      b -> x`),
    ).start()
    for (const on of [true, true, false, true]) instance.step({ type: 'set', variables: { on } })
    expect(instance.active).toEqual(['a', 'x', 'x'])
  })
})

describe('errors', () => {
  const inside = (
    code: string,
    boundaries: string,
  ): string => `<startEvent id="s"/><subProcess id="sub"><startEvent id="s2"/>${task('a')}<endEvent id="e2"><errorEventDefinition errorRef="${code}"/></endEvent>
    <sequenceFlow id="i1" sourceRef="s2" targetRef="a"/><sequenceFlow id="i2" sourceRef="a" targetRef="e2"/></subProcess>${boundaries}${task('any', 'one', 'ok')}
    s -> sub
    sub -> ok`
  const one = '<boundaryEvent id="b1" attachedToRef="sub"><errorEventDefinition errorRef="err"/></boundaryEvent>'
  const any = '<boundaryEvent id="b0" attachedToRef="sub"><errorEventDefinition/></boundaryEvent>'
  const both = `${any}${one}`
  it.each([
    ['err', 'one'],
    ['err2', 'any'],
  ])('%s is caught by its code first, then by whoever takes any', async (code, target) => {
    const instance = new Instance(
      await graphOf(
        `${inside(code, both)}
    b1 -> one
    b0 -> any`,
        {},
        globals,
      ),
    )
      .start()
      .done('a')
    expect(instance.active).toEqual([target])
  })
  it('an uncaught error ends the instance with its code', async () => {
    const instance = new Instance(await graphOf(inside('err2', one), {}, globals)).start().done('a')
    expect(instance.state).toMatchObject({ status: 'ended', outcome: 'error', error: 'E2', tokens: {}, scopes: expect.anything() })
  })
  it('work outside that fails is caught at its task', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/><serviceTask id="w" camunda:type="external" camunda:topic="ship"/><boundaryEvent id="b" attachedToRef="w"><errorEventDefinition errorRef="err"/></boundaryEvent>${task('x', 'y')}
      s -> w
      w -> y
      b -> x`,
      {},
      globals,
    )
    const instance = new Instance(graph).start()
    const token = Object.values(instance.state.tokens)[0]!.key
    instance.step({ type: 'failed', token, code: 'E1', message: 'no stock' })
    expect(instance.active).toEqual(['x'])
    expect(instance.variables).toMatchObject({ errorCode: 'E1', errorMessage: 'no stock' })
  })
  it('an error event sub-process takes it before the boundary does', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/><endEvent id="e"><errorEventDefinition errorRef="err"/></endEvent>${task('a')}
      <subProcess id="h" triggeredByEvent="true"><startEvent id="hs"><errorEventDefinition errorRef="err"/></startEvent>${task('repair')}<sequenceFlow id="h1" sourceRef="hs" targetRef="repair"/></subProcess>
      s -> e
      s -> a`,
      {},
      globals,
    )
    const instance = new Instance(graph).start()
    expect(instance.active).toEqual(['repair'])
    expect(instance.done('repair').state).toMatchObject({ status: 'ended', outcome: 'completed' })
  })
})

describe('escalation', () => {
  const body = (
    cancel: boolean,
  ): string => `<startEvent id="s"/><subProcess id="sub"><startEvent id="s2"/><intermediateThrowEvent id="t"><escalationEventDefinition escalationRef="esc"/></intermediateThrowEvent>${task('a')}
    <sequenceFlow id="i1" sourceRef="s2" targetRef="t"/><sequenceFlow id="i2" sourceRef="t" targetRef="a"/></subProcess><boundaryEvent id="b" attachedToRef="sub" cancelActivity="${cancel}"><escalationEventDefinition escalationRef="esc"/></boundaryEvent>${task('x')}
    s -> sub
    b -> x`
  it('goes on beside when it does not interrupt, ends the sub-process when it does, is ignored when nobody catches', async () => {
    expect(new Instance(await graphOf(body(false), {}, globals)).start().active).toEqual(['a', 'x'])
    expect(new Instance(await graphOf(body(true), {}, globals)).start().active).toEqual(['x'])
    const alone = await graphOf(
      `<startEvent id="s"/><endEvent id="t"><escalationEventDefinition escalationRef="esc"/></endEvent>
      s -> t`,
      {},
      globals,
    )
    expect(new Instance(alone).start().state).toMatchObject({ status: 'ended', outcome: 'completed' })
  })
})

describe('ends', () => {
  it('terminate ends all of its scope, the sub-process alone when it stands in one', async () => {
    const graph =
      await graphOf(`<startEvent id="s"/><subProcess id="sub"><startEvent id="s2"/>${task('a', 'b')}<endEvent id="e2"><terminateEventDefinition/></endEvent>
      <sequenceFlow id="i1" sourceRef="s2" targetRef="a"/><sequenceFlow id="i2" sourceRef="s2" targetRef="b"/><sequenceFlow id="i3" sourceRef="a" targetRef="e2"/></subProcess>${task('next')}
      s -> sub
      sub -> next`)
    expect(new Instance(graph).start().done('a').active).toEqual(['next'])
  })
  it('a process ends when its last token does; an end event may name the outcome', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/>${task('a', 'b')}<endEvent id="e"/><endEvent id="no"/>
      s -> a
      s -> b
      a -> e
      b -> no`,
      { elements: { no: { outcome: 'rejected' } } },
    )
    const instance = new Instance(graph).start().done('b')
    expect(instance.state.status).toBe('running')
    expect(instance.done('a').state).toMatchObject({ status: 'ended', outcome: 'rejected' })
  })
  it('links lead from throw to catch', async () => {
    const graph =
      await graphOf(`<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="L"/></intermediateThrowEvent><intermediateCatchEvent id="c"><linkEventDefinition name="L"/></intermediateCatchEvent>${task('a')}
      s -> t
      c -> a`)
    expect(new Instance(graph).start().active).toEqual(['a'])
  })
})

describe('event sub-processes', () => {
  const body = (
    interrupting: boolean,
  ): string => `<startEvent id="s"/>${task('a')}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="${interrupting}"><messageEventDefinition messageRef="msg"/></startEvent>${task('x')}<sequenceFlow id="h1" sourceRef="hs" targetRef="x"/></subProcess>
    s -> a`
  it('an interrupting one replaces what runs', async () => {
    const instance = new Instance(await graphOf(body(true), {}, globals)).start().event('message', 'paid', { sum: 1 })
    expect(instance.active).toEqual(['x'])
    expect(instance.state.subscriptions).toEqual({})
    expect(instance.done('x').state.status).toBe('ended')
  })
  it('a non-interrupting one runs beside, several times, and the process waits for it', async () => {
    const instance = new Instance(await graphOf(body(false), {}, globals)).start().event('message', 'paid').event('message', 'paid')
    expect(instance.active).toEqual(['a', 'x', 'x'])
    instance.done('a').done('x')
    expect(instance.state.status).toBe('running')
    expect(instance.done('x').state.status).toBe('ended')
  })
})
