import { describe, expect, it } from 'vitest'
import { Decimal } from '@formwork/platform/value/index.ts'
import { graphOf, Instance } from './testing.fixture.ts'

const tasks = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')

describe('exclusive gateway', () => {
  const body = `<startEvent id="s"/><exclusiveGateway id="g" default="f4_g_c"/>${tasks('a', 'b', 'c')}
    s -> g
    g -> a [x > 10]
    g -> b [x > 5]
    g -> c`
  it.each([
    [20, 'a'],
    [7, 'b'],
    [1, 'c'],
    [null, 'c'],
  ])('x = %s goes to %s: the first true condition, else the default', async (x, target) => {
    const instance = new Instance(await graphOf(body)).start({ x: x === null ? null : Decimal.of(x) })
    expect(instance.active).toEqual([target])
  })
  it('says which element has no way out', async () => {
    const graph = await graphOf(`<startEvent id="s"/><exclusiveGateway id="g" name="Which?"/>${tasks('a', 'b')}
      s -> g
      g -> a [false]
      g -> b [false]`)
    expect(() => new Instance(graph).start()).toThrow(
      expect.objectContaining({ code: 'process-no-way-out', parameters: expect.objectContaining({ element: 'g Which?' }) }),
    )
  })
  it('passes each of several tokens on (multi-merge)', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="m"/>${tasks('t')}
      s -> f
      f -> m
      f -> m
      m -> t`),
    ).start()
    expect(instance.active).toEqual(['t', 't'])
  })
})

describe('parallel gateway', () => {
  const body = `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/>${tasks('a', 'b', 'after')}<endEvent id="e"/>
    s -> f
    f -> a
    f -> b
    a -> j
    b -> j
    j -> after
    after -> e`
  it('waits for a token on every incoming flow', async () => {
    const instance = new Instance(await graphOf(body)).start()
    expect(instance.active).toEqual(['a', 'b'])
    instance.done('b')
    expect(instance.active).toEqual(['a', 'j'])
    instance.done('a')
    expect(instance.active).toEqual(['after'])
    expect(instance.done('after').state.status).toBe('ended')
  })
  it('does not count two tokens of one flow as two flows', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="m"/><parallelGateway id="j"/>${tasks('a', 'b', 'c', 'after')}
      s -> f
      f -> a
      f -> b
      f -> c
      a -> m
      b -> m
      m -> j
      c -> j
      j -> after`),
    ).start()
    instance.done('a').done('b')
    expect(instance.active).toEqual(['c', 'j', 'j'])
    instance.done('c')
    expect(instance.active).toEqual(['after', 'j'])
  })
})

describe('inclusive gateway', () => {
  const body = `<startEvent id="s"/><inclusiveGateway id="f" default="f4_f_c"/><inclusiveGateway id="j"/>${tasks('a', 'b', 'c', 'after')}
    s -> f
    f -> a [x]
    f -> b [y]
    f -> c
    a -> j
    b -> j
    c -> j
    j -> after`
  it.each([
    [true, true, ['a', 'b']],
    [true, false, ['a']],
    [false, false, ['c']],
  ])('x=%s y=%s takes %s and waits for exactly these', async (x, y, chosen) => {
    const instance = new Instance(await graphOf(body)).start({ x, y })
    expect(instance.active).toEqual(chosen)
    chosen.slice(0, -1).forEach((id) => instance.done(id))
    expect(instance.active).toContain(chosen.at(-1))
    instance.done(chosen.at(-1)!)
    expect(instance.active).toEqual(['after'])
  })
  it('does not wait for a token that can only come through the join itself (a loop behind it)', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><inclusiveGateway id="j"/><exclusiveGateway id="x" default="f4_x_e"/>${tasks('t')}<endEvent id="e"/>
      s -> j
      j -> t
      t -> x
      x -> e
      x -> j [again]`),
    ).start({ again: true })
    expect(instance.active).toEqual(['t'])
    instance.done('t')
    expect(instance.active).toEqual(['t'])
    instance.step({ type: 'set', variables: { again: false } }).done('t')
    expect(instance.state.status).toBe('ended')
  })
  it('waits for a branch that arrives by a boundary event', async () => {
    const instance = new Instance(
      await graphOf(
        `<startEvent id="s"/><parallelGateway id="f"/>${tasks('a', 'b', 'after')}
      <boundaryEvent id="esc" attachedToRef="b"><signalEventDefinition signalRef="sig"/></boundaryEvent><inclusiveGateway id="j"/><endEvent id="dead"/>
      s -> f
      f -> a
      f -> b
      a -> j
      esc -> j
      b -> dead
      j -> after`,
        {},
        '<signal id="sig" name="go"/>',
      ),
    )
      .start()
      .done('a')
    expect(instance.active).toEqual(['b', 'j'])
    instance.event('signal', 'go')
    expect(instance.active).toEqual(['after'])
  })
})

describe('event-based gateway', () => {
  const body = `<startEvent id="s"/><eventBasedGateway id="g"/>
    <intermediateCatchEvent id="m"><messageEventDefinition messageRef="msg"/></intermediateCatchEvent>
    <intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <receiveTask id="r" messageRef="msg2"/>${tasks('a', 'b', 'c')}
    s -> g
    g -> m
    g -> t
    g -> r
    m -> a
    t -> b
    r -> c`
  const globals = '<message id="msg" name="paid"/><message id="msg2" name="refused"/>'
  it.each([
    ['message', 'a'],
    ['timer', 'b'],
    ['receive', 'c'],
  ])('the first event wins: %s', async (what, target) => {
    const instance = new Instance(await graphOf(body, {}, globals)).start()
    expect(instance.active).toEqual(['g'])
    if (what === 'message') instance.event('message', 'paid')
    else if (what === 'receive') instance.event('message', 'refused')
    else instance.at(instance.facts.now + 3_600_000)
    expect(instance.active).toEqual([target])
    expect(instance.state.subscriptions).toEqual({})
  })
})

describe('complex gateway', () => {
  const body = (gateway: string): string => `<startEvent id="s"/><parallelGateway id="f"/>${gateway}${tasks('a', 'b', 'c', 'after')}
    s -> f
    f -> a
    f -> b
    f -> c
    a -> k
    b -> k
    c -> k
    k -> after`
  it.each([
    ['activationCondition', '<complexGateway id="k"><activationCondition>activationCount >= 2</activationCondition></complexGateway>', {}],
    ['count of process.json', '<complexGateway id="k"/>', { elements: { k: { count: 2 } } }],
  ])('2 of 3 fire it once, the third is swallowed (%s)', async (_what, gateway, settings) => {
    const instance = new Instance(await graphOf(body(gateway.replace('>=', '&gt;=')), settings)).start().done('a')
    expect(instance.active).toEqual(['b', 'c', 'k'])
    instance.done('c')
    expect(instance.active).toEqual(['after', 'b'])
    instance.done('b')
    expect(instance.active).toEqual(['after'])
    expect(instance.done('after').state).toMatchObject({ status: 'ended', tokens: {} })
  })
})

describe('flows out of activities', () => {
  it('several unconditional flows split, conditional ones are chosen, the default is taken when none is', async () => {
    const graph = await graphOf(`<startEvent id="s"/><task id="t" default="f4_t_c"/>${tasks('a', 'b', 'c')}
      s -> t
      t -> a [x > 1]
      t -> b [x > 2]
      t -> c`)
    expect(new Instance(graph).start({ x: Decimal.of(3) }).active).toEqual(['a', 'b'])
    expect(new Instance(graph).start({ x: Decimal.of(0) }).active).toEqual(['c'])
  })
  it('joins nothing: an activity runs once for every token', async () => {
    const graph = await graphOf(`<startEvent id="s"/>${tasks('a')}<parallelGateway id="f"/>
      s -> f
      f -> a
      f -> a`)
    expect(new Instance(graph).start().active).toEqual(['a', 'a'])
  })
})

it('an endless circle fails the step with the element and leaves the state as it was', async () => {
  const graph = await graphOf(`<startEvent id="s"/><exclusiveGateway id="g"/><task id="t"/>
    s -> g
    g -> t
    t -> g`)
  expect(() => new Instance(graph).start()).toThrow(expect.objectContaining({ code: 'process-unbounded' }))
})
