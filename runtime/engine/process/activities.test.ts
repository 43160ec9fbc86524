import { describe, expect, it } from 'vitest'
import { compileBpmn } from '@formwork/platform/definition/bpmn/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { bpmn, graphOf, Instance } from './testing.fixture.ts'

const task = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
const globals = '<error id="err" errorCode="E1"/><signal id="sig" name="alarm"/>'
const list = (...values: number[]): Decimal[] => values.map((value) => Decimal.of(value))

describe('multi-instance', () => {
  const body = (loop: string, more = ''): string => `<startEvent id="s"/><userTask id="t">${loop}</userTask>${more}${task('after')}
    s -> t
    t -> after`
  const parallel = (inner: string): string => `<multiInstanceLoopCharacteristics>${inner}</multiInstanceLoopCharacteristics>`
  it('runs as often as the number says, at once', async () => {
    const instance = new Instance(await graphOf(body(parallel('<loopCardinality>3</loopCardinality>')))).start()
    expect(instance.active).toEqual(['t', 't', 't'])
    instance.done('t').done('t')
    expect(instance.active).toEqual(['t'])
    expect(instance.done('t').active).toEqual(['after'])
  })
  it('goes over a list, one after another, with the element as a local variable', async () => {
    const loop = '<multiInstanceLoopCharacteristics isSequential="true" camunda:collection="${people}" camunda:elementVariable="p"/>'
    const instance = new Instance(await graphOf(body(loop), { elements: { t: { assign: '=p' } } })).start({ people: ['ben', 'dan'] })
    expect(instance.open).toEqual(['t:ben'])
    instance.verb('approve', 2)
    expect(instance.open).toEqual(['t:dan'])
    instance.verb('approve', 4)
    expect(instance.active).toEqual(['after'])
    expect(instance.variables).toEqual({ people: ['ben', 'dan'] })
  })
  it('stops when the completion condition holds; the rest is cancelled', async () => {
    const instance = new Instance(
      await graphOf(
        body(
          parallel(
            '<loopCardinality>4</loopCardinality><completionCondition>${nrOfCompletedInstances/nrOfInstances &gt;= 0.5}</completionCondition>',
          ),
        ),
      ),
    ).start()
    instance.done('t')
    expect(instance.active).toEqual(['t', 't', 't'])
    expect(instance.done('t').active).toEqual(['after'])
    expect(Object.keys(instance.state.scopes)).toEqual(['1'])
  })
  it('collects outputs in order', async () => {
    const graph =
      await graphOf(`<dataObject id="xs"/><dataObject id="ys"/><startEvent id="s"/><scriptTask id="t" camunda:resultVariable="y"><multiInstanceLoopCharacteristics><loopDataInputRef>xs</loopDataInputRef><loopDataOutputRef>ys</loopDataOutputRef><inputDataItem id="x" name="x"/><outputDataItem id="y" name="x * 2"/></multiInstanceLoopCharacteristics><script>x</script></scriptTask>${task('after')}
      s -> t
      t -> after`)
    const instance = new Instance(graph).start({ xs: list(1, 2, 3) })
    expect((instance.variables.ys as Decimal[]).map(String)).toEqual(['2', '4', '6'])
  })
  it('loopCounter counts from 1, from 0 in files of tools that count so', async () => {
    const script = (
      loop: string,
    ): string => `<startEvent id="s"/><subProcess id="t">${loop}<startEvent id="s2"/><userTask id="u"/><sequenceFlow id="i" sourceRef="s2" targetRef="u"/></subProcess>
      s -> t`
    const counters = (instance: Instance): string[] =>
      Object.values(instance.state.scopes)
        .filter((scope) => scope.kind === 'pass')
        .map((scope) => String(scope.variables.loopCounter))
    const numbered = script(parallel('<loopCardinality>2</loopCardinality>'))
    const plain = bpmn(numbered).replace(/ xmlns:(camunda|flowable)="[^"]*"/g, '')
    expect(counters(new Instance((await compileBpmn(plain)).main).start())).toEqual(['1', '2'])
    expect(counters(new Instance(await graphOf(numbered)).start())).toEqual(['0', '1'])
    expect(
      counters(
        new Instance(await graphOf(script('<multiInstanceLoopCharacteristics camunda:collection="xs"/>'))).start({ xs: list(5, 6) }),
      ),
    ).toEqual(['0', '1'])
  })
  it('over nothing a user task is an incident, another activity is passed', async () => {
    const loop = parallel('<loopCardinality>=n</loopCardinality>')
    const instance = new Instance(await graphOf(body(loop))).start({ n: Decimal.zero })
    expect(instance.state.tokens).toMatchObject({ 3: { rest: { kind: 'incident', code: 'nobody-to-decide' } } })
    const passed = new Instance(
      await graphOf(`<startEvent id="s"/><scriptTask id="t">${loop}<script>1</script></scriptTask>${task('after')}
      s -> t
      t -> after`),
    ).start({ n: Decimal.zero })
    expect(passed.active).toEqual(['after'])
  })
  it('1,000 seats are fine, 1,001 are refused with the element', async () => {
    const graph = await graphOf(body(parallel('<loopCardinality>=n</loopCardinality>')))
    const instance = new Instance(graph).start({ n: Decimal.of(1000) })
    expect(instance.open).toHaveLength(1000)
    for (let count = 0; count < 5; count++) instance.done('t')
    expect(instance.open).toHaveLength(995)
    expect(() => new Instance(graph).start({ n: Decimal.of(1001) })).toThrow(expect.objectContaining({ code: 'process-too-many-passes' }))
  })
  it('a boundary event on it cancels every pass', async () => {
    const graph = await graphOf(
      body(
        parallel('<loopCardinality>3</loopCardinality>'),
        `<boundaryEvent id="b" attachedToRef="t"><signalEventDefinition signalRef="sig"/></boundaryEvent>${task('x')}
      b -> x
`,
      ),
      {},
      globals,
    )
    expect(new Instance(graph).start().event('signal', 'alarm').active).toEqual(['x'])
  })
})

describe('standard loop', () => {
  const body = (
    attributes: string,
  ): string => `<startEvent id="s"/><userTask id="t"><standardLoopCharacteristics ${attributes}><loopCondition>again</loopCondition></standardLoopCharacteristics></userTask>${task('after')}
    s -> t
    t -> after`
  it('repeats while the condition holds, at least once', async () => {
    const instance = new Instance(await graphOf(body(''))).start({ again: false })
    expect(instance.active).toEqual(['t'])
    instance
      .step({ type: 'set', variables: { again: true } })
      .done('t')
      .step({ type: 'set', variables: { again: false } })
    expect(instance.active).toEqual(['t'])
    expect(instance.done('t').active).toEqual(['after'])
  })
  it('testBefore may skip it; loopMaximum bounds it', async () => {
    expect(new Instance(await graphOf(body('testBefore="true"'))).start({ again: false }).active).toEqual(['after'])
    expect(new Instance(await graphOf(body('loopMaximum="2"'))).start({ again: true }).done('t').done('t').active).toEqual(['after'])
  })
})

describe('sub-processes', () => {
  it('has variables of its own for what is set in it alone, and completes with its last token', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><subProcess id="sub"><startEvent id="s2"/>${task('a', 'b')}<sequenceFlow id="i1" sourceRef="s2" targetRef="a"/><sequenceFlow id="i2" sourceRef="s2" targetRef="b"/></subProcess>${task('after')}
      s -> sub
      sub -> after`),
    )
      .start()
      .done('a', { x: Decimal.one })
    expect(instance.active).toEqual(['b'])
    expect(instance.done('b').active).toEqual(['after'])
    expect(String(instance.variables.x)).toBe('1')
  })
  it('without start event begins at every activity that nothing leads to', async () => {
    const instance = new Instance(
      await graphOf(`${task('a', 'b', 'c')}
      a -> c`),
    ).start()
    expect(instance.active).toEqual(['a', 'b'])
  })
  it('an empty one is passed', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><subProcess id="sub"/>${task('after')}
      s -> sub
      sub -> after`),
    ).start()
    expect(instance.active).toEqual(['after'])
  })
})

describe('ad-hoc sub-process', () => {
  const body = (
    attributes: string,
    condition: string,
  ): string => `<startEvent id="s"/><adHocSubProcess id="ad" ${attributes}>${task('a', 'b')}${condition}</adHocSubProcess>${task('after')}
    s -> ad
    ad -> after`
  it('activities start when chosen, any number of times, until the condition holds', async () => {
    const instance = new Instance(await graphOf(body('', '<completionCondition>done</completionCondition>'))).start({ done: false })
    expect(instance.active).toEqual([])
    instance
      .step({ type: 'activate', node: 'a', person: 1 })
      .step({ type: 'activate', node: 'b', person: 1 })
      .step({ type: 'activate', node: 'a', person: 1 })
    expect(instance.active).toEqual(['a', 'a', 'b'])
    instance.done('a').step({ type: 'set', variables: { done: true } })
    expect(instance.active).toEqual(['a', 'b'])
    expect(instance.done('a').active).toEqual(['after'])
  })
  it('waits for the rest when it shall not cancel it', async () => {
    const instance = new Instance(
      await graphOf(body('cancelRemainingInstances="false"', '<completionCondition>true</completionCondition>')),
    ).start()
    instance.step({ type: 'activate', node: 'a', person: 1 }).step({ type: 'activate', node: 'b', person: 1 }).done('a')
    expect(instance.active).toEqual(['b'])
    expect(instance.done('b').active).toEqual(['after'])
  })
  it('sequential runs one at a time; without a condition it ends when nothing runs', async () => {
    const instance = new Instance(await graphOf(body('ordering="Sequential"', ''))).start().step({ type: 'activate', node: 'a', person: 1 })
    expect(() => instance.step({ type: 'activate', node: 'b', person: 1 })).toThrow(expect.objectContaining({ code: 'process-not-active' }))
    expect(instance.done('a').active).toEqual(['after'])
  })
})

describe('compensation', () => {
  const handler = (id: string): string =>
    `<serviceTask id="${id}"/><boundaryEvent id="b_${id}" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent><userTask id="undo_${id}" isForCompensation="true"/><association id="as_${id}" sourceRef="b_${id}" targetRef="undo_${id}"/>`
  it('handlers run in reverse order of completion, one after another, then the thrower goes on', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/>${handler('x')}${handler('y')}<intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>${task('after')}
      s -> x
      x -> y
      y -> t
      t -> after`),
    ).start()
    expect(instance.active).toEqual(['t', 'undo_y'])
    instance.done('undo_y')
    expect(instance.active).toEqual(['t', 'undo_x'])
    expect(instance.done('undo_x').active).toEqual(['after'])
  })
  it('of one named activity; what has not finished is not compensated', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/>${handler('x')}${handler('y')}<endEvent id="t"><compensateEventDefinition activityRef="x"/></endEvent>
      s -> x
      x -> t
      x -> y`),
    ).start()
    expect(instance.active).toEqual(['t', 'undo_x'])
    expect(instance.done('undo_x').state.status).toBe('ended')
  })
  it('of a finished sub-process: what finished inside, with its variables', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><subProcess id="sub"><startEvent id="s2"/>${handler('x')}<sequenceFlow id="i" sourceRef="s2" targetRef="x"/></subProcess><intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>${task('after')}
      s -> sub
      sub -> t
      t -> after`),
    ).start()
    expect(instance.active).toEqual(['t', 'undo_x'])
    expect(instance.done('undo_x').active).toEqual(['after'])
  })
  it('a transaction that is cancelled compensates and leaves by its cancel event', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><transaction id="tx"><startEvent id="s2"/>${handler('x')}${task('busy')}<endEvent id="c"><cancelEventDefinition/></endEvent>
      <sequenceFlow id="i1" sourceRef="s2" targetRef="x"/><sequenceFlow id="i2" sourceRef="x" targetRef="c"/><sequenceFlow id="i3" sourceRef="s2" targetRef="busy"/></transaction>
      <boundaryEvent id="bc" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent>${task('gone', 'ok')}
      s -> tx
      tx -> ok
      bc -> gone`),
    ).start()
    expect(instance.active).toEqual(['c', 'undo_x'])
    expect(instance.done('undo_x').active).toEqual(['gone'])
    expect(Object.keys(instance.state.scopes)).toEqual(['1'])
  })
  it('each pass of a multi-instance is compensated with its own variables', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><scriptTask id="x"><multiInstanceLoopCharacteristics camunda:collection="xs" camunda:elementVariable="v"/><script>1</script></scriptTask><boundaryEvent id="bx" attachedToRef="x"><compensateEventDefinition/></boundaryEvent>
      <scriptTask id="u" isForCompensation="true" camunda:resultVariable="log"><script>append(log, v)</script></scriptTask><association id="as" sourceRef="bx" targetRef="u"/><intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>${task('after')}
      s -> x
      x -> t
      t -> after`),
    ).start({ xs: list(1, 2), log: [] })
    expect(instance.active).toEqual(['after'])
    expect((instance.variables.log as Decimal[]).map(String)).toEqual(['2', '1'])
  })
})

describe('tasks', () => {
  it('script, manual and abstract tasks run through; results go where the model says', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><scriptTask id="a" scriptFormat="feel" camunda:resultVariable="r"><script>x + 1</script></scriptTask><scriptTask id="c"><script>{ "p": r * 2 }</script></scriptTask><manualTask id="m"/><task id="t"/>${task('after')}
      s -> a
      a -> c
      c -> m
      m -> t
      t -> after`),
    ).start({ x: Decimal.one })
    expect(instance.active).toEqual(['after'])
    expect(Object.fromEntries(Object.entries(instance.variables).map(([name, value]) => [name, String(value)]))).toEqual({
      x: '1',
      r: '2',
      p: '4',
    })
  })
  it('a service task does what its settings say: write, post, copy, job', async () => {
    const instance = new Instance(
      await graphOf(
        `<startEvent id="s"/><serviceTask id="w"/><serviceTask id="j"/>
      s -> w
      w -> j`,
        {
          elements: {
            w: { write: { state: '="checked"' }, post: true, cc: '=role("finance")' },
            j: { job: 'send-mail', payload: { to: '=initiator.name' } },
          },
        },
      ),
    ).start()
    expect(instance.last.effects).toEqual([
      { do: 'record.write', values: { state: 'checked' } },
      { do: 'record.post' },
      { do: 'copy', node: 'w', people: [4, 5] },
      { do: 'job', token: expect.any(Number), job: 'send-mail', payload: { to: 'anna' } },
    ])
    expect(instance.active).toEqual(['j'])
  })
  it('inputs and outputs hand variables in and out', async () => {
    const io =
      '<extensionElements><camunda:inputOutput><camunda:inputParameter name="y">${x}</camunda:inputParameter><camunda:outputParameter name="z">${y}</camunda:outputParameter></camunda:inputOutput></extensionElements>'
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><userTask id="t">${io}</userTask>${task('after')}
      s -> t
      t -> after`),
    ).start({ x: 'v' })
    expect(Object.values(instance.state.scopes).map((scope) => scope.variables)).toEqual([{ x: 'v' }, { y: 'v' }])
    expect(instance.done('t').variables).toEqual({ x: 'v', z: 'v' })
  })
  it('a called process is asked for with its variables; its end brings them back, its error goes up', async () => {
    const graph =
      await graphOf(`<startEvent id="s"/><callActivity id="c" calledElement="other"><extensionElements><camunda:in source="x" target="a"/><camunda:out source="b" target="y"/></extensionElements></callActivity><boundaryEvent id="b" attachedToRef="c"><errorEventDefinition/></boundaryEvent>${task('ok', 'failed')}
      s -> c
      c -> ok
      b -> failed`)
    const instance = new Instance(graph).start({ x: '1', other: '2' })
    expect(instance.last.effects).toMatchObject([{ do: 'call.start', process: 'other', variables: { a: '1' } }])
    const token = (instance.last.effects[0] as { token: number }).token
    const ended = { type: 'called-ended', token, variables: { b: '3', secret: '4' } } as const
    expect(new Instance(graph).start({ x: '1' }).step({ ...ended, outcome: 'error', error: 'E9' }).active).toEqual(['failed'])
    instance.step({ ...ended, outcome: 'completed', error: null })
    expect(instance.active).toEqual(['ok'])
    expect(instance.variables).toEqual({ x: '1', other: '2', y: '3' })
  })
})
