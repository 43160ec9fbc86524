import { describe, expect, it } from 'vitest'
import { exploreScope, keyOf } from '@formwork/platform/definition/bpmn/index.ts'
import { graphOf, Instance, START } from './testing.fixture.ts'

const task = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
const globals = '<message id="message" name="msg"/><signal id="signal" name="sig"/>'
const loop = (inner: string, attributes = ''): string =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics>`
const fork = '\n    s -> f\n    f -> a\n    f -> b'
const both = '<startEvent id="s"/><parallelGateway id="f"/>'

interface Pattern {
  readonly name: string
  readonly body: string
  readonly variables?: Record<string, unknown>
  /** Tasks to complete (`sig`, `msg`: events; `+1h`: the clock) and, after each, what is active. */
  readonly path: readonly (readonly [string, readonly string[]])[]
}

/** Workflow control-flow patterns (approvals, section 3), by their numbers. */
const patterns: readonly Pattern[] = [
  {
    name: '1 sequence',
    body: `<startEvent id="s"/>${task('a', 'b')}\n    s -> a\n    a -> b`,
    path: [
      ['', ['a']],
      ['a', ['b']],
      ['b', []],
    ],
  },
  {
    name: '2 parallel split',
    body: `${both}${task('a', 'b')}${fork}`,
    path: [
      ['', ['a', 'b']],
      ['b', ['a']],
      ['a', []],
    ],
  },
  {
    name: '3 synchronisation',
    body: `${both}<parallelGateway id="j"/>${task('a', 'b', 'c')}${fork}\n    a -> j\n    b -> j\n    j -> c`,
    path: [
      ['a', ['b', 'j']],
      ['b', ['c']],
      ['c', []],
    ],
  },
  {
    name: '4 exclusive choice, 5 simple merge',
    body: `<startEvent id="s"/><exclusiveGateway id="x" default="f3_x_b"/><exclusiveGateway id="m"/>${task('a', 'b', 'c')}\n    s -> x\n    x -> a [yes]\n    x -> b\n    a -> m\n    b -> m\n    m -> c`,
    variables: { yes: true },
    path: [
      ['', ['a']],
      ['a', ['c']],
      ['c', []],
    ],
  },
  {
    name: '6 multi-choice, 7 structured synchronising merge',
    body: `<startEvent id="s"/><inclusiveGateway id="f" default="f4_f_c"/><inclusiveGateway id="j"/>${task('a', 'b', 'c', 'd')}\n    s -> f\n    f -> a [yes]\n    f -> b [yes]\n    f -> c\n    a -> j\n    b -> j\n    c -> j\n    j -> d`,
    variables: { yes: true },
    path: [
      ['a', ['b', 'j']],
      ['b', ['d']],
      ['d', []],
    ],
  },
  {
    name: '8 multi-merge',
    body: `${both}<exclusiveGateway id="m"/>${task('a', 'b', 'c')}${fork}\n    a -> m\n    b -> m\n    m -> c`,
    path: [
      ['a', ['b', 'c']],
      ['b', ['c', 'c']],
      ['c', ['c']],
      ['c', []],
    ],
  },
  {
    name: '9 structured discriminator, 28 blocking discriminator',
    body: `${both}<complexGateway id="k"><activationCondition>activationCount = 1</activationCondition></complexGateway>${task('a', 'b', 'c')}${fork}\n    a -> k\n    b -> k\n    k -> c`,
    path: [
      ['a', ['b', 'c']],
      ['b', ['c']],
      ['c', []],
    ],
  },
  {
    name: '10 arbitrary cycles',
    body: `<startEvent id="s"/><exclusiveGateway id="m"/><exclusiveGateway id="x" default="f5_x_e"/>${task('a')}<endEvent id="e"/>\n    s -> m\n    m -> a\n    a -> x\n    x -> m [again]\n    x -> e`,
    variables: { again: true },
    path: [
      ['a', ['a']],
      ['a', ['a']],
    ],
  },
  {
    name: '11 implicit termination',
    body: `${both}${task('a', 'b')}<endEvent id="e1"/><endEvent id="e2"/>${fork}\n    a -> e1\n    b -> e2`,
    path: [
      ['a', ['b']],
      ['b', []],
    ],
  },
  {
    name: '13 multi-instance known at design time',
    body: `<startEvent id="s"/><userTask id="a">${loop('<loopCardinality>2</loopCardinality>')}</userTask>${task('b')}\n    s -> a\n    a -> b`,
    path: [
      ['', ['a', 'a']],
      ['a', ['a']],
      ['a', ['b']],
    ],
  },
  {
    name: '14 multi-instance known at run time',
    body: `<startEvent id="s"/><userTask id="a">${loop('', 'camunda:collection="xs"')}</userTask>${task('b')}\n    s -> a\n    a -> b`,
    variables: { xs: ['1', '2', '3'] },
    path: [
      ['', ['a', 'a', 'a']],
      ['a', ['a', 'a']],
    ],
  },
  {
    name: '16 deferred choice',
    body: `<startEvent id="s"/><eventBasedGateway id="x"/><intermediateCatchEvent id="e1"><messageEventDefinition messageRef="message"/></intermediateCatchEvent><intermediateCatchEvent id="e2"><signalEventDefinition signalRef="signal"/></intermediateCatchEvent>${task('a', 'b')}\n    s -> x\n    x -> e1\n    x -> e2\n    e1 -> a\n    e2 -> b`,
    path: [
      ['', ['x']],
      ['sig', ['b']],
    ],
  },
  {
    name: '18 milestone',
    body: `<startEvent id="s"/>${task('a', 'b')}<boundaryEvent id="c" attachedToRef="a" cancelActivity="false"><conditionalEventDefinition><condition>open</condition></conditionalEventDefinition></boundaryEvent>\n    s -> a\n    c -> b`,
    variables: { open: true },
    path: [['', ['a', 'b']]],
  },
  {
    name: '19 cancel task',
    body: `<startEvent id="s"/>${task('a', 'b')}<boundaryEvent id="c" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>\n    s -> a\n    c -> b`,
    path: [['+1h', ['b']]],
  },
  {
    name: '20 cancel case, 43 explicit termination',
    body: `${both}${task('a', 'b')}<endEvent id="e"><terminateEventDefinition/></endEvent>${fork}\n    a -> e`,
    path: [['a', []]],
  },
  {
    name: '21 structured loop',
    body: `<startEvent id="s"/><userTask id="a"><standardLoopCharacteristics loopMaximum="2"><loopCondition>true</loopCondition></standardLoopCharacteristics></userTask>${task('b')}\n    s -> a\n    a -> b`,
    path: [
      ['a', ['a']],
      ['a', ['b']],
    ],
  },
  {
    name: '23 transient trigger',
    body: `<startEvent id="s"/><intermediateCatchEvent id="c"><signalEventDefinition signalRef="signal"/></intermediateCatchEvent>${task('a')}\n    s -> c\n    c -> a`,
    path: [['sig', ['a']]],
  },
  {
    name: '25 cancel region',
    body: `<startEvent id="s"/><subProcess id="u"><userTask id="a"/><userTask id="b"/></subProcess><boundaryEvent id="c" attachedToRef="u"><signalEventDefinition signalRef="signal"/></boundaryEvent>${task('d')}\n    s -> u\n    c -> d`,
    path: [
      ['', ['a', 'b']],
      ['sig', ['d']],
    ],
  },
  {
    name: '26 cancel multi-instance',
    body: `<startEvent id="s"/><userTask id="a">${loop('<loopCardinality>3</loopCardinality>')}</userTask><boundaryEvent id="c" attachedToRef="a"><signalEventDefinition signalRef="signal"/></boundaryEvent>${task('d')}\n    s -> a\n    c -> d`,
    path: [
      ['a', ['a', 'a']],
      ['sig', ['d']],
    ],
  },
  {
    name: '27 complete multi-instance, 34, 35 partial joins of one',
    body: `<startEvent id="s"/><userTask id="a">${loop('<loopCardinality>4</loopCardinality><completionCondition>nrOfCompletedInstances = 2</completionCondition>')}</userTask>${task('b')}\n    s -> a\n    a -> b`,
    path: [
      ['a', ['a', 'a', 'a']],
      ['a', ['b']],
    ],
  },
  {
    name: '29 cancelling discriminator',
    body: `<startEvent id="s"/><subProcess id="u">${task('a', 'b')}<endEvent id="e"><terminateEventDefinition/></endEvent><sequenceFlow id="i1" sourceRef="a" targetRef="e"/><sequenceFlow id="i2" sourceRef="b" targetRef="e"/></subProcess>${task('c')}\n    s -> u\n    u -> c`,
    path: [['b', ['c']]],
  },
  {
    name: '30 structured partial join, 31 blocking partial join',
    body: `<startEvent id="s"/><parallelGateway id="f"/><complexGateway id="k"><activationCondition>activationCount = 2</activationCondition></complexGateway>${task('a', 'b', 'c', 'd')}\n    s -> f\n    f -> a\n    f -> b\n    f -> c\n    a -> k\n    b -> k\n    c -> k\n    k -> d`,
    path: [
      ['a', ['b', 'c', 'k']],
      ['b', ['c', 'd']],
      ['c', ['d']],
      ['d', []],
    ],
  },
  {
    name: '33 generalised AND-join',
    body: `${both}<parallelGateway id="j"/><exclusiveGateway id="m"/>${task('a', 'b', 'c')}${fork}\n    f -> m\n    a -> m\n    m -> j\n    b -> j\n    j -> c`,
    path: [
      ['a', ['b', 'j', 'j']],
      ['b', ['c', 'j']],
    ],
  },
  {
    name: '37 local, 38 general synchronising merge',
    body: `${both}<exclusiveGateway id="x" default="f5_x_e"/><inclusiveGateway id="j"/>${task('a', 'b', 'c')}<endEvent id="e"/>${fork}\n    a -> x\n    x -> e\n    x -> j [yes]\n    b -> j\n    j -> c`,
    variables: { yes: false },
    path: [
      ['b', ['a', 'j']],
      ['a', ['c']],
    ],
  },
]

describe('workflow patterns', () => {
  it.each(patterns)('$name', async ({ body, variables, path }) => {
    const graph = await graphOf(body, {}, globals)
    const { markings, complete } = exploreScope(graph, graph.id)
    const instance = new Instance(graph).start(variables)
    for (const [act, active] of path) {
      if (act === 'sig' || act === 'msg') instance.event(act === 'sig' ? 'signal' : 'message', act)
      else if (act === '+1h') instance.at(START + 3_600_000)
      else if (act !== '') instance.done(act)
      expect(instance.active).toEqual(active)
      if (complete) expect(markings).toContain(markingOf(instance))
    }
  })
  it('15, 36 multi-instance that grows while it runs: adding somebody raises what is needed', async () => {
    const graph = await graphOf(`<startEvent id="s"/>${task('a', 'b')}\n    s -> a\n    a -> b`, {
      elements: { a: { assign: '=[2, 3]', decide: 'all' } },
    })
    const instance = new Instance(graph)
      .start()
      .verb('add-sign', 2, { people: [4], where: 'beside' })
      .verb('approve', 2)
      .verb('approve', 3)
    expect(instance.open).toEqual(['a:dan'])
    expect(instance.verb('approve', 4).active).toEqual(['b'])
  })
  it('17, 40 interleaved routing: one at a time, in any order', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/><adHocSubProcess id="u" ordering="Sequential">${task('a', 'b')}<completionCondition>done</completionCondition></adHocSubProcess>\n    s -> u`,
    )
    const instance = new Instance(graph).start({ done: false }).step({ type: 'activate', node: 'b', person: 1 })
    expect(() => instance.step({ type: 'activate', node: 'a', person: 1 })).toThrow(expect.objectContaining({ code: 'process-not-active' }))
    instance
      .done('b')
      .step({ type: 'activate', node: 'a', person: 1 })
      .step({ type: 'set', variables: { done: true } })
    expect(instance.done('a').state.status).toBe('ended')
  })
  it('12 multi-instance without synchronisation: called processes that nobody waits for', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/><callActivity id="c" calledElement="p">${loop('<loopCardinality>3</loopCardinality>')}</callActivity>${task('a')}\n    s -> c\n    c -> a`,
      { elements: { c: { forget: true } } },
    )
    const instance = new Instance(graph).start()
    expect(instance.active).toEqual(['a'])
    expect(instance.last.effects.map((effect) => effect.do)).toEqual(['call.start', 'call.start', 'call.start'])
  })
})

/** Tokens of the process itself, as the simulator writes them. */
function markingOf(instance: Instance): string {
  const own = Object.values(instance.state.tokens).filter((token) => token.scope === 1)
  return keyOf(own.map((token) => (token.rest?.kind === 'join' ? token.via! : `in:${token.node}`)))
}
