import type { Sizes } from './token-net.fixture.ts'

const task = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
const loop = (inner: string, attributes = ''): string =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics>`
const fork = '\n    s -> f\n    f -> a\n    f -> b'
const both = '<startEvent id="s"/><parallelGateway id="f"/>'

interface Pattern {
  readonly name: string
  readonly body: string
  readonly variables?: Record<string, unknown>
  /** What the simulator must know of the data. */
  readonly sizes?: Sizes
  /** Variables that choose: every value is tried at every step. */
  readonly choices?: readonly string[]
  /** Tasks to complete (`sig`, `msg`: events; `+1h`: the clock) and, after each, what is active. */
  readonly path: readonly (readonly [string, readonly string[]])[]
}

/** Workflow control-flow patterns (approvals, section 3), by their numbers. */
export const patterns: readonly Pattern[] = [
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
    choices: ['yes'],
    variables: { yes: true },
    path: [
      ['', ['a']],
      ['a', ['c']],
      ['c', []],
    ],
  },
  {
    name: '6 multi-choice, 7 structured synchronising merge',
    body: `<startEvent id="s"/><inclusiveGateway id="f" default="f4_f_c"/><inclusiveGateway id="j"/>${task('a', 'b', 'c', 'd')}\n    s -> f\n    f -> a [yes]\n    f -> b [too]\n    f -> c\n    a -> j\n    b -> j\n    c -> j\n    j -> d`,
    choices: ['yes', 'too'],
    variables: { yes: true, too: true },
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
    sizes: { fires: { k: 1 } },
    path: [
      ['a', ['b', 'c']],
      ['b', ['c']],
      ['c', []],
    ],
  },
  {
    name: '10 arbitrary cycles',
    body: `<startEvent id="s"/><exclusiveGateway id="m"/><exclusiveGateway id="x" default="f5_x_e"/>${task('a')}<endEvent id="e"/>\n    s -> m\n    m -> a\n    a -> x\n    x -> m [again]\n    x -> e`,
    choices: ['again'],
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
    sizes: { passes: { a: 2 } },
    path: [
      ['', ['a', 'a']],
      ['a', ['a']],
      ['a', ['b']],
    ],
  },
  {
    name: '14 multi-instance known at run time',
    body: `<startEvent id="s"/><userTask id="a">${loop('', 'camunda:collection="xs"')}</userTask>${task('b')}\n    s -> a\n    a -> b`,
    sizes: { passes: { a: 3 } },
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
    sizes: { switch: 'open' },
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
    sizes: { passes: { a: 2 } },
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
    sizes: { passes: { a: 3 } },
    path: [
      ['a', ['a', 'a']],
      ['sig', ['d']],
    ],
  },
  {
    name: '27 complete multi-instance, 34, 35 partial joins of one',
    body: `<startEvent id="s"/><userTask id="a">${loop('<loopCardinality>4</loopCardinality><completionCondition>nrOfCompletedInstances = 2</completionCondition>')}</userTask>${task('b')}\n    s -> a\n    a -> b`,
    sizes: { passes: { a: 4 }, enough: { a: 2 } },
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
    sizes: { fires: { k: 2 } },
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
    choices: ['yes'],
    variables: { yes: false },
    path: [
      ['b', ['a', 'j']],
      ['a', ['c']],
    ],
  },
  {
    name: '17, 40 interleaved routing: one at a time, in any order',
    body: `<startEvent id="s"/><adHocSubProcess id="u" ordering="Sequential">${task('a', 'b')}<completionCondition>done</completionCondition></adHocSubProcess>${task('c')}\n    s -> u\n    u -> c`,
    sizes: { switch: 'done' },
    variables: { done: false },
    path: [['', []]],
  },
  {
    name: '20 cancel case by an event sub-process',
    body: `<startEvent id="s"/>${task('a', 'b')}<subProcess id="u" triggeredByEvent="true"><startEvent id="us"><signalEventDefinition signalRef="signal"/></startEvent>${task('x')}<sequenceFlow id="i1" sourceRef="us" targetRef="x"/></subProcess>\n    s -> a\n    a -> b`,
    path: [
      ['a', ['b']],
      ['sig', ['x']],
      ['x', []],
    ],
  },
  {
    name: '32 cancelling partial join',
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/><parallelGateway id="f"/>${task('a', 'b', 'c')}<complexGateway id="k"><activationCondition>activationCount = 2</activationCondition></complexGateway><endEvent id="e"><terminateEventDefinition/></endEvent><sequenceFlow id="i0" sourceRef="us" targetRef="f"/>${['a', 'b', 'c'].map((id) => `<sequenceFlow id="f_${id}" sourceRef="f" targetRef="${id}"/><sequenceFlow id="${id}_k" sourceRef="${id}" targetRef="k"/>`).join('')}<sequenceFlow id="i9" sourceRef="k" targetRef="e"/></subProcess>${task('d')}\n    s -> u\n    u -> d`,
    sizes: { fires: { k: 2 } },
    path: [
      ['a', ['b', 'c', 'k']],
      ['c', ['d']],
    ],
  },
  {
    name: '12 to 14 multi-instance of a sub-process, one after another',
    body: `<startEvent id="s"/><subProcess id="u">${loop('<loopCardinality>3</loopCardinality>', 'isSequential="true"')}<startEvent id="us"/>${task('a', 'b')}<sequenceFlow id="i1" sourceRef="us" targetRef="a"/><sequenceFlow id="i2" sourceRef="a" targetRef="b"/></subProcess>${task('c')}\n    s -> u\n    u -> c`,
    sizes: { passes: { u: 3 } },
    path: [
      ['a', ['b']],
      ['b', ['a']],
    ],
  },
]
