import {
  boundary,
  catching,
  done,
  ending,
  failed,
  many,
  message,
  onEvent,
  signal,
  start,
  tasks,
  throwing,
  tick,
  timer,
  undoable,
  type Model,
} from './model.fixture.ts'
const globals =
  '<message id="M" name="paid"/><signal id="S" name="alarm"/><error id="E" errorCode="broken"/><escalation id="U" escalationCode="late"/>'
const CANCEL = '<cancelEventDefinition/>'
export const combinations: readonly Model[] = [
  {
    name: 'cancel end in a sub-process inside a transaction',
    globals,
    body: `<startEvent id="s"/><transaction id="x"><startEvent id="xs"/>${undoable('a', 'ua')}<subProcess id="v"><startEvent id="vs"/>${tasks('b')}${ending('ve', CANCEL)}\n vs -> b\n b -> ve\n</subProcess>\n xs -> a\n a -> v\n</transaction>${boundary('k', 'x', CANCEL)}${tasks('n')}\n s -> x\n k -> n`,
    steps: [start('a'), done('a', 'b'), done('b', 'ua ve'), done('ua', 'n')],
  },
  {
    name: 'conditional start of event subprocess',
    globals,
    body: `<startEvent id="s"/>${tasks('a')}${onEvent('h', '<conditionalEventDefinition><condition>hot</condition></conditionalEventDefinition>', 'b')}\n s -> a`,
    steps: [start('a'), { do: 'set', variables: { hot: true }, expect: { active: ['b'] } }],
  },
  {
    name: 'conditional reacts to completion variables',
    globals,
    body: `<startEvent id="s"/>${tasks('a', 'c', 'b')}${boundary('x', 'c', '<conditionalEventDefinition><condition>hot</condition></conditionalEventDefinition>')}\n s -> a\n s -> c\n x -> b`,
    steps: [start('a c'), done('a', 'b', { hot: true })],
  },
  {
    name: 'call MI with collection and element as in',
    globals: `<process id="sub" isExecutable="true"><startEvent id="q_s"/><userTask id="q_a"/>\n q_s -> q_a\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub"><extensionElements><camunda:in source="it" target="item0"/><camunda:out source="item0" target="last"/></extensionElements>${many('', 'camunda:collection="items" camunda:elementVariable="it" isSequential="true"')}</callActivity>${tasks('z')}\n s -> k\n k -> z`,
    steps: [
      { do: 'start', process: 'main', variables: { items: [1, 2] } },
      { do: 'complete', element: 'q_a' },
      { do: 'complete', element: 'q_a', expect: { active: ['z'], variables: { last: 2 } } },
    ],
  },
  {
    name: 'error thrown in call MI',
    globals: `${
      globals
    }<process id="sub" isExecutable="true"><startEvent id="q_s"/><userTask id="q_a"/>${ending('q_e', '<errorEventDefinition errorRef="E"/>')}\n q_s -> q_a\n q_a -> q_e\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub">${many('<loopCardinality>3</loopCardinality>')}</callActivity>${boundary('x', 'k', '<errorEventDefinition errorRef="E"/>')}<endEvent id="z"/>\n s -> k\n x -> z`,
    steps: [
      { do: 'start', process: 'main' },
      { do: 'complete', element: 'q_a', expect: { ended: true } },
    ],
  },
  {
    name: 'compensation of a call activity by its handler',
    globals: `${globals}<process id="sub" isExecutable="true"><startEvent id="q_s"/><userTask id="q_a"/>\n q_s -> q_a\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub"/><boundaryEvent id="kc" attachedToRef="k"><compensateEventDefinition/></boundaryEvent><userTask id="uk" isForCompensation="true"/><association id="as" sourceRef="kc" targetRef="uk"/>${throwing('t', '<compensateEventDefinition/>')}${tasks('z')}\n s -> k\n k -> t\n t -> z`,
    steps: [
      { do: 'start', process: 'main' },
      { do: 'complete', element: 'q_a', expect: { active: ['t', 'uk'] } },
      { do: 'complete', element: 'uk', expect: { active: ['z'] } },
    ],
  },
  {
    name: 'compensate without waiting',
    globals,
    body: `<startEvent id="s"/>${undoable('a', 'ua')}${throwing('t', '<compensateEventDefinition waitForCompletion="false"/>')}${tasks('z')}\n s -> a\n a -> t\n t -> z`,
    steps: [start('a'), done('a', 'ua z'), done('z', 'ua'), done('ua', '')],
  },
  {
    name: 'terminate inside MI subprocess ends that instance only',
    globals,
    body: `<startEvent id="s"/><subProcess id="u">${many('<loopCardinality>2</loopCardinality>')}<startEvent id="us"/>${tasks('a', 'b')}${ending('ue', '<terminateEventDefinition/>')}\n us -> a\n us -> b\n a -> ue\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('a a b b'), done('a', 'a b'), done('a', 'z')],
  },
  {
    name: 'interrupting event sub-process inside MI instance ends that one',
    globals,
    body: `<startEvent id="s"/><subProcess id="u">${many('<loopCardinality>2</loopCardinality>')}<startEvent id="us"/>${tasks('a')}${onEvent('h', '<messageEventDefinition messageRef="M"/>', 'b')}\n us -> a\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('a a'), message('paid', 'a b'), done('b', 'a'), done('a', 'z')],
  },
  {
    name: 'escalation end event interrupting boundary',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a', 'b')}${ending('ue', '<escalationEventDefinition escalationRef="U"/>')}\n us -> a\n us -> b\n a -> ue\n</subProcess>${boundary('x', 'u', '<escalationEventDefinition escalationRef="U"/>')}${tasks('c')}\n s -> u\n x -> c`,
    steps: [start('a b'), done('a', 'c')],
  },
  {
    name: 'two timers on one task, earlier wins',
    globals,
    body: `<startEvent id="s"/>${tasks('a', 'b', 'c')}${boundary('t1', 'a', timer('PT2H'))}${boundary('t2', 'a', timer('PT1H'))}\n s -> a\n t1 -> b\n t2 -> c`,
    steps: [start('a'), tick('PT5H', 'c')],
  },
  {
    name: 'timer loop re-arms',
    globals,
    body: `<startEvent id="s"/><exclusiveGateway id="m"/>${catching('c', timer('PT10M'))}${tasks('a')}\n s -> m\n m -> c\n c -> a\n a -> m`,
    steps: [start('c'), tick('PT10M', 'a'), done('a', 'c'), tick('PT9M', 'c'), tick('PT1M', 'a')],
  },
  {
    name: 'inclusive split with one flow into loop and join downstream',
    globals,
    body: `<startEvent id="s"/><inclusiveGateway id="f" default="f_c"/><inclusiveGateway id="j"/><exclusiveGateway id="g" default="g_j"/>${tasks('a', 'b', 'c', 'z')}\n s -> f\n f -> a [x]\n f -> b [y]\n f -> c\n a -> g\n g -> a [again]\n g -> j\n b -> j\n c -> j\n j -> z`,
    steps: [start('a b', { x: true, y: true, again: true }), done('b', 'a'), done('a', 'a'), done('a', 'z', { again: false })],
  },
  {
    name: 'parallel inside inclusive inside parallel',
    globals,
    body: `<startEvent id="s"/><parallelGateway id="p1"/><inclusiveGateway id="f" default="f_b"/><inclusiveGateway id="j"/><parallelGateway id="p2"/>${tasks('a', 'b', 'c', 'z')}\n s -> p1\n p1 -> f\n p1 -> c\n f -> a [x]\n f -> b\n a -> j\n b -> j\n j -> p2\n c -> p2\n p2 -> z`,
    steps: [start('a c', { x: true }), done('a', 'c'), done('c', 'z')],
  },
  {
    name: 'none intermediate throw event passes',
    globals,
    body: `<startEvent id="s"/><intermediateThrowEvent id="n" name="Milestone"/>${tasks('a')}\n s -> n\n n -> a`,
    steps: [start('a')],
  },
  {
    name: 'message to a boundary and correlate by variable',
    globals: '<message id="M" name="paid"><extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message>',
    body: `<startEvent id="s"/>${tasks('a', 'b')}${boundary('m', 'a', '<messageEventDefinition messageRef="M"/>')}\n s -> a\n m -> b`,
    steps: [start('a', { order: 'x1' }), message('paid', 'a', { correlation: 'x2' }), message('paid', 'b', { correlation: 'x1' })],
  },
  {
    name: 'event sub-process by error from MI task',
    globals,
    body: `<startEvent id="s"/><serviceTask id="w" camunda:type="external" camunda:topic="x">${many('<loopCardinality>2</loopCardinality>')}</serviceTask>${onEvent('h', '<errorEventDefinition errorRef="E"/>', 'b')}\n s -> w`,
    steps: [start('w w'), failed('w', 'broken', 'b'), done('b', '')],
  },
  {
    name: 'interrupting timer event sub-process at root cancels subprocess in it',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a')}\n us -> a\n</subProcess>${onEvent('h', timer('PT1H'), 'b')}\n s -> u`,
    steps: [start('a'), tick('PT1H', 'b'), done('b', '')],
  },
  {
    name: 'boundary on script task never waits',
    globals,
    body: `<startEvent id="s"/><scriptTask id="x" scriptFormat="feel"><script>1</script></scriptTask>${boundary('t', 'x', timer('PT1H'))}${tasks('a', 'b')}\n s -> x\n x -> a\n t -> b`,
    steps: [start('a'), tick('P1D', 'a')],
  },
  {
    name: 'signal sub-process start twice non interrupting',
    globals,
    body: `<startEvent id="s"/>${tasks('a')}${onEvent('h', '<signalEventDefinition signalRef="S"/>', 'b', false)}\n s -> a`,
    steps: [start('a'), signal('alarm', 'a b'), signal('alarm', 'a b b'), done('a', 'b b'), done('b', 'b'), done('b', '')],
  },
  {
    name: 'complex gateway split by conditions',
    globals,
    body: `<startEvent id="s"/><complexGateway id="g"/>${tasks('a', 'b')}\n s -> g\n g -> a [x > 0]\n g -> b [x > 5]`,
    steps: [start('a', { x: 1 })],
  },
  {
    name: 'multiple start: message start of named',
    globals,
    body: `<startEvent id="s"/><startEvent id="ms"><messageEventDefinition messageRef="M"/></startEvent>${tasks('a', 'b')}\n s -> a\n ms -> b`,
    steps: [start('a'), { do: 'message', name: 'paid' }, { do: 'complete', instance: 2, element: 'b' }],
  },
  {
    name: 'feel conditions of several kinds',
    globals,
    body: `<startEvent id="s"/><exclusiveGateway id="g" default="g_b"/>${tasks('a', 'b')}\n s -> g\n g -> a [date(d) < date("2026-02-01") and amount between 5 and 10 and some x in xs satisfies x > 2]\n g -> b`,
    steps: [start('a', { d: '2026-01-05', amount: 7, xs: [1, 3] })],
  },
  {
    name: 'MI completion by nrOfTerminated? any sign',
    globals,
    body: `<startEvent id="s"/><userTask id="a">${many('<loopCardinality>3</loopCardinality><completionCondition>${nrOfCompletedInstances >= 1}</completionCondition>')}</userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [start('a a a'), done('a', 'z')],
  },
]
