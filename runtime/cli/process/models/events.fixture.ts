import {
  boundary,
  catching,
  done,
  ending,
  failed,
  message,
  onEvent,
  signal,
  start,
  tasks,
  throwing,
  tick,
  till,
  timer,
  type Model,
} from './model.fixture.ts'

const MESSAGE = '<messageEventDefinition messageRef="M"/>'
const SIGNAL = '<signalEventDefinition signalRef="S"/>'
const ERROR = '<errorEventDefinition errorRef="E"/>'
const ESCALATION = '<escalationEventDefinition escalationRef="U"/>'
const CONDITION =
  '<conditionalEventDefinition><condition xsi:type="tFormalExpression">temperature > 30</condition></conditionalEventDefinition>'
const globals = `<message id="M" name="paid"/><signal id="S" name="alarm"/><error id="E" name="Broken" errorCode="broken"/><error id="E2" name="Other" errorCode="other"/><escalation id="U" name="Late" escalationCode="late"/>`
const line = '\n s -> a\n a -> e'

export const timers: readonly Model[] = [
  {
    name: 'intermediate timer of a duration',
    body: `<startEvent id="s"/>${catching('c', timer('PT30M'))}${tasks('a')}<endEvent id="e"/>\n s -> c\n c -> a\n a -> e`,
    steps: [start('c'), tick('PT29M59S', 'c'), tick('PT1S', 'a'), done('a', '')],
  },
  {
    name: 'intermediate timer of a date',
    body: `<startEvent id="s"/>${catching('c', timer('2026-03-01T08:00:00Z', 'timeDate'))}<endEvent id="e"/>\n s -> c\n c -> e`,
    steps: [start('c'), till('2026-03-01T07:59:59Z', 'c'), till('2026-03-01T08:00:00Z', '')],
  },
  {
    name: 'timer whose duration is a variable',
    body: `<startEvent id="s"/>${catching('c', timer('${wait}'))}<endEvent id="e"/>\n s -> c\n c -> e`,
    steps: [start('c', { wait: 'P60D' }), tick('P59D', 'c'), tick('P1D', '')],
  },
  {
    name: 'timer of FEEL durations',
    body: `<startEvent id="s"/>${catching('c', timer('=duration("PT" + string(hours) + "H")'))}<endEvent id="e"/>\n s -> c\n c -> e`,
    steps: [start('c', { hours: 5 }), tick('PT4H59M', 'c'), tick('PT1M', '')],
  },
  {
    name: 'a timer in the past fires at once when the clock is looked at',
    body: `<startEvent id="s"/>${catching('c', timer('2020-01-01T00:00:00Z', 'timeDate'))}${tasks('a')}\n s -> c\n c -> a`,
    steps: [start('c'), tick('PT0S', 'a')],
  },
  {
    name: 'calendar months: 31 January and one month is the last of February',
    body: `<startEvent id="s"/>${catching('c', timer('P1M'))}${tasks('a')}\n s -> c\n c -> a`,
    script: { now: '2028-01-31T08:00:00Z', timeZone: 'UTC' },
    steps: [start('c'), till('2028-02-29T07:59:59Z', 'c'), till('2028-02-29T08:00:00Z', 'a')],
  },
  {
    name: 'interrupting boundary timer',
    body: `<startEvent id="s"/>${tasks('a', 'b')}${boundary('t', 'a', timer('PT1H'))}<endEvent id="e"/>${line}\n t -> b`,
    steps: [start('a'), tick('PT1H', 'b'), done('b', '')],
  },
  {
    name: 'a boundary timer goes with its activity',
    body: `<startEvent id="s"/>${tasks('a', 'b', 'z')}${boundary('t', 'a', timer('PT1H'))}\n s -> a\n a -> z\n t -> b`,
    steps: [start('a'), tick('PT59M', 'a'), done('a', 'z'), tick('P1D', 'z')],
  },
  {
    name: 'non-interrupting boundary timer',
    body: `<startEvent id="s"/>${tasks('a', 'b')}${boundary('t', 'a', timer('PT1H'), false)}<endEvent id="e"/>${line}\n t -> b`,
    steps: [start('a'), tick('PT2H', 'a b'), tick('PT2H', 'a b'), done('a', 'b'), done('b', '')],
  },
  {
    name: 'non-interrupting boundary cycle R3/PT10M fires three times',
    body: `<startEvent id="s"/>${tasks('a', 'b')}${boundary('t', 'a', timer('R3/PT10M', 'timeCycle'), false)}<endEvent id="e"/>${line}\n t -> b`,
    steps: [start('a'), tick('PT10M', 'a b'), tick('PT15M', 'a b b'), tick('P1D', 'a b b b'), tick('P9D', 'a b b b')],
  },
  {
    name: 'an endless cycle ends with its activity',
    body: `<startEvent id="s"/>${tasks('a', 'z')}<scriptTask id="n" scriptFormat="feel" camunda:resultVariable="count"><script>count + 1</script></scriptTask>${boundary('t', 'a', timer('R/PT1H', 'timeCycle'), false)}\n s -> a\n a -> z\n t -> n`,
    steps: [start('a', { count: 0 }), tick('PT3H30M', 'a', { count: 3 }), done('a', 'z'), tick('P9D', 'z', { count: 3 })],
  },
  {
    name: 'timer start events begin when the process is deployed',
    body: `<startEvent id="s">${timer('R2/PT1H', 'timeCycle')}</startEvent>${tasks('a')}\n s -> a`,
    steps: [
      { do: 'deploy', expect: { active: [] } },
      { do: 'advance', by: 'PT1H', expect: { active: ['a'] } },
      { do: 'advance', by: 'P1D', expect: { active: ['a'] } },
    ],
  },
  {
    name: 'timer event sub-process, interrupting',
    body: `<startEvent id="s"/>${tasks('a')}${onEvent('x', timer('P2D'), 'b')}\n s -> a`,
    steps: [start('a'), tick('P2D', 'b'), done('b', '')],
  },
  {
    name: 'a timer is due once although the clock jumps far, and never again when it jumps back',
    body: `<startEvent id="s"/>${tasks('a', 'b')}${boundary('t', 'a', timer('P60D'), false)}\n s -> a\n t -> b`,
    steps: [start('a'), till('2027-01-01T00:00:00Z', 'a b'), till('2026-01-15T00:00:00Z', 'a b'), till('2027-06-01T00:00:00Z', 'a b')],
  },
]

export const messages: readonly Model[] = [
  {
    name: 'message catch with variables',
    globals,
    body: `<startEvent id="s"/>${catching('c', MESSAGE)}${tasks('a')}\n s -> c\n c -> a`,
    steps: [start('c'), message('other', 'c'), message('paid', 'a', { variables: { sum: 5 } }, { sum: 5 })],
  },
  {
    name: 'a message that comes too early is kept',
    globals,
    body: `<startEvent id="s"/>${tasks('a')}${catching('c', MESSAGE)}${tasks('b')}\n s -> a\n a -> c\n c -> b`,
    steps: [start('a'), message('paid', 'a'), done('a', 'b')],
  },
  {
    name: 'receive task',
    globals,
    body: `<startEvent id="s"/><receiveTask id="r" messageRef="M"/>${tasks('a')}\n s -> r\n r -> a`,
    steps: [start('r'), message('paid', 'a')],
  },
  {
    name: 'message start event',
    globals,
    body: `<startEvent id="s">${MESSAGE}</startEvent>${tasks('a')}\n s -> a`,
    steps: [{ do: 'message', name: 'paid', variables: { sum: 3 }, expect: { active: ['a'], variables: { sum: 3 } } }, done('a', '')],
  },
  {
    name: 'boundary message, not interrupting, any number of times',
    globals,
    body: `<startEvent id="s"/>${tasks('a', 'b')}${boundary('m', 'a', MESSAGE, false)}\n s -> a\n m -> b`,
    steps: [start('a'), message('paid', 'a b'), message('paid', 'a b b'), done('a', 'b b')],
  },
  {
    name: 'correlation tells two instances apart',
    globals: `<message id="M" name="paid"><extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message>`,
    body: `<startEvent id="s"/>${catching('c', MESSAGE)}${tasks('a')}\n s -> c\n c -> a`,
    steps: [
      { do: 'start', variables: { order: 'A-1' } },
      { do: 'start', variables: { order: 'A-2' } },
      { do: 'message', name: 'paid', correlation: 'A-2', expect: { active: ['c'] } },
      { do: 'message', name: 'paid', correlation: 'A-1', expect: { active: ['a'] } },
    ],
  },
  {
    name: 'two pools talk by message flows',
    globals: `<collaboration id="col"><participant id="p1" processRef="main"/><participant id="p2" processRef="shop"/><messageFlow id="mf1" sourceRef="order" targetRef="got"/><messageFlow id="mf2" sourceRef="answer" targetRef="wait"/></collaboration>
<process id="shop" isExecutable="true"><startEvent id="got"><messageEventDefinition/></startEvent><userTask id="pack"/><sendTask id="answer"/><endEvent id="shop_e"/>
 got -> pack
 pack -> answer
 answer -> shop_e
</process>`,
    body: `<startEvent id="s"/><sendTask id="order"/><receiveTask id="wait"/><endEvent id="e"/>\n s -> order\n order -> wait\n wait -> e`,
    steps: [
      { do: 'start', process: 'main', expect: { active: ['wait'] } },
      { do: 'complete', element: 'pack', expect: { ended: true } },
    ],
  },
  {
    name: 'message end event starts another process',
    globals: `${globals}<process id="next" isExecutable="true"><startEvent id="n_s">${MESSAGE}</startEvent><userTask id="n_a"/>\n n_s -> n_a\n</process>`,
    body: `<startEvent id="s"/>${ending('e', MESSAGE)}\n s -> e`,
    steps: [
      { do: 'start', process: 'main', expect: { active: [], ended: false } },
      { do: 'complete', element: 'n_a', expect: { ended: true } },
    ],
  },
  {
    name: 'event-based gateway: message or time',
    globals,
    body: `<startEvent id="s"/><eventBasedGateway id="g"/>${catching('m', MESSAGE)}${catching('t', timer('P1D'))}${tasks('a', 'b')}\n s -> g\n g -> m\n g -> t\n m -> a\n t -> b`,
    steps: [start('g'), tick('PT23H', 'g'), message('paid', 'a'), tick('P2D', 'a')],
  },
  {
    name: 'event-based gateway: time comes first',
    globals,
    body: `<startEvent id="s"/><eventBasedGateway id="g"/><receiveTask id="m" messageRef="M"/>${catching('t', timer('P1D'))}${tasks('a', 'b')}\n s -> g\n g -> m\n g -> t\n m -> a\n t -> b`,
    steps: [start('g'), tick('P1D', 'b'), message('paid', 'b')],
  },
  {
    name: 'parallel event-based gateway as a start needs all, an exclusive one needs one',
    globals,
    body: `<eventBasedGateway id="g" instantiate="true"/>${catching('m', MESSAGE)}${catching('n', SIGNAL)}${tasks('a', 'b')}\n g -> m\n g -> n\n m -> a\n n -> b`,
    steps: [{ do: 'message', name: 'paid', expect: { active: ['a'] } }],
  },
  {
    name: 'message event sub-process, not interrupting, beside the main path',
    globals,
    body: `<startEvent id="s"/>${tasks('a')}${onEvent('x', MESSAGE, 'b', false)}\n s -> a`,
    steps: [start('a'), message('paid', 'a b'), message('paid', 'a b b'), done('b', 'a b'), done('a', 'b'), done('b', '')],
  },
]

export const signals: readonly Model[] = [
  {
    name: 'a signal reaches everybody who listens',
    globals,
    body: `<startEvent id="s"/>${catching('c', SIGNAL)}${catching('d', SIGNAL)}${tasks('a', 'b')}\n s -> c\n s -> d\n c -> a\n d -> b`,
    steps: [start('c d'), signal('alarm', 'a b', { level: 2 })],
  },
  {
    name: 'a thrown signal is heard by a parallel branch',
    globals,
    body: `<startEvent id="s"/>${catching('c', SIGNAL)}${tasks('a', 'b')}${throwing('t', SIGNAL)}<endEvent id="e"/>\n s -> c\n s -> a\n a -> t\n t -> e\n c -> b`,
    steps: [start('a c'), done('a', 'b'), done('b', '')],
  },
  {
    name: 'a signal is not kept',
    globals,
    body: `<startEvent id="s"/>${tasks('a')}${catching('c', SIGNAL)}${tasks('b')}\n s -> a\n a -> c\n c -> b`,
    steps: [start('a'), signal('alarm', 'a'), done('a', 'c'), signal('alarm', 'b')],
  },
  {
    name: 'signal start and signal end',
    globals: `${globals}<process id="listener" isExecutable="true"><startEvent id="l_s">${SIGNAL}</startEvent><userTask id="l_a"/>\n l_s -> l_a\n</process>`,
    body: `<startEvent id="s"/>${ending('e', SIGNAL)}\n s -> e`,
    steps: [
      { do: 'start', process: 'main', expect: { ended: false } },
      { do: 'complete', element: 'l_a', expect: { ended: true } },
    ],
  },
  {
    name: 'boundary signal interrupts a sub-process',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a', 'b')}\n us -> a\n us -> b\n</subProcess>${boundary('x', 'u', SIGNAL)}${tasks('c')}\n s -> u\n x -> c`,
    steps: [start('a b'), done('a', 'b'), signal('alarm', 'c')],
  },
  {
    name: 'conditional catch, boundary and event sub-process wake when a variable changes',
    globals,
    body: `<startEvent id="s"/>${catching('c', CONDITION)}${tasks('a', 'b')}\n s -> c\n s -> a\n c -> b`,
    steps: [start('a c', { temperature: 20 }), { do: 'set', variables: { temperature: 31 }, expect: { active: ['a', 'b'] } }],
  },
  {
    name: 'a conditional catch that is true already passes at once',
    globals,
    body: `<startEvent id="s"/>${catching('c', CONDITION)}${tasks('b')}\n s -> c\n c -> b`,
    steps: [start('b', { temperature: 40 })],
  },
  {
    name: 'conditional boundary, not interrupting, each time it becomes true',
    globals,
    body: `<startEvent id="s"/>${tasks('a', 'b')}${boundary('x', 'a', CONDITION, false)}\n s -> a\n x -> b`,
    steps: [
      start('a', { temperature: 20 }),
      { do: 'set', variables: { temperature: 35 }, expect: { active: ['a', 'b'] } },
      { do: 'set', variables: { temperature: 36 }, expect: { active: ['a', 'b'] } },
      { do: 'set', variables: { temperature: 10 }, expect: { active: ['a', 'b'] } },
      { do: 'set', variables: { temperature: 50 }, expect: { active: ['a', 'b', 'b'] } },
    ],
  },
  {
    name: 'a catch of two definitions takes whichever comes; parallel multiple needs both',
    globals,
    body: `<startEvent id="s"/>${catching('c', MESSAGE + SIGNAL)}<intermediateCatchEvent id="d" parallelMultiple="true">${MESSAGE}${SIGNAL}</intermediateCatchEvent>${tasks('a', 'b')}\n s -> c\n c -> a\n a -> d\n d -> b`,
    steps: [start('c'), signal('alarm', 'a'), done('a', 'd'), signal('alarm', 'd'), message('paid', 'b')],
  },
]

export const errors: readonly Model[] = [
  {
    name: 'an error end event is caught at the sub-process',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a', 'b')}${ending('ue', ERROR)}\n us -> a\n us -> b\n a -> ue\n</subProcess>${boundary('x', 'u', ERROR)}${tasks('c', 'd')}\n s -> u\n u -> d\n x -> c`,
    steps: [start('a b'), done('a', 'c'), done('c', '')],
  },
  {
    name: 'the boundary with the code wins over the one for any code',
    globals,
    body: `<startEvent id="s"/><serviceTask id="w" camunda:type="external" camunda:topic="t"/>${boundary('any', 'w', '<errorEventDefinition/>')}${boundary('x', 'w', ERROR)}${tasks('a', 'b')}\n s -> w\n any -> a\n x -> b`,
    steps: [start('w'), failed('w', 'broken', 'b')],
  },
  {
    name: 'another code goes to the boundary for any code',
    globals,
    body: `<startEvent id="s"/><serviceTask id="w" camunda:class="org.example.Work"/>${boundary('any', 'w', '<errorEventDefinition/>')}${boundary('x', 'w', ERROR)}${tasks('a', 'b')}\n s -> w\n any -> a\n x -> b`,
    steps: [start('w'), failed('w', 'unheard', 'a')],
  },
  {
    name: 'an error goes up through two levels',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/><subProcess id="v"><startEvent id="vs"/>${tasks('a')}${ending('ve', ERROR)}\n vs -> a\n a -> ve\n</subProcess>\n us -> v\n</subProcess>${boundary('x', 'u', ERROR)}${tasks('c')}\n s -> u\n x -> c`,
    steps: [start('a'), done('a', 'c')],
  },
  {
    name: 'an error event sub-process inside takes it before the boundary outside',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a')}${ending('ue', ERROR)}${onEvent('h', ERROR, 'b')}\n us -> a\n a -> ue\n</subProcess>${boundary('x', 'u', ERROR)}${tasks('c', 'd')}\n s -> u\n u -> d\n x -> c`,
    steps: [start('a'), done('a', 'b'), done('b', 'd')],
  },
  {
    name: 'an error of a called process is caught at the call activity',
    globals: `${globals}<process id="sub" isExecutable="true"><startEvent id="q_s"/><userTask id="q_a"/>${ending('q_e', ERROR)}\n q_s -> q_a\n q_a -> q_e\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub"/>${boundary('x', 'k', ERROR)}${tasks('c', 'd')}\n s -> k\n k -> d\n x -> c`,
    steps: [
      { do: 'start', process: 'main', expect: { active: ['k'] } },
      { do: 'complete', element: 'q_a', expect: { active: ['c'] } },
    ],
  },
  {
    name: 'an error nobody catches ends the instance as failed',
    globals,
    body: `<startEvent id="s"/>${tasks('a', 'b')}${ending('e', ERROR)}\n s -> a\n s -> b\n a -> e`,
    steps: [start('a b'), { do: 'complete', element: 'a', expect: { active: [], ended: true, outcome: 'error' } }],
  },
  {
    name: 'error code and message go into the variables that the catcher names',
    globals,
    body: `<startEvent id="s"/><serviceTask id="w" camunda:type="external" camunda:topic="t"/>${boundary('x', 'w', '<errorEventDefinition camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"/>')}${tasks('a')}\n s -> w\n x -> a`,
    steps: [start('w'), failed('w', 'e42', 'a', { code: 'e42' })],
  },
  {
    name: 'escalation at a sub-process, not interrupting: the thrower goes on',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${throwing('t', ESCALATION)}${tasks('a')}\n us -> t\n t -> a\n</subProcess>${boundary('x', 'u', ESCALATION, false)}${tasks('b', 'c')}\n s -> u\n u -> c\n x -> b`,
    steps: [start('a b'), done('a', 'b c'), done('b', 'c')],
  },
  {
    name: 'escalation at a sub-process, interrupting',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a')}${throwing('t', ESCALATION)}${tasks('z')}\n us -> a\n a -> t\n t -> z\n</subProcess>${boundary('x', 'u', ESCALATION)}${tasks('b')}\n s -> u\n x -> b`,
    steps: [start('a'), done('a', 'b')],
  },
  {
    name: 'an escalation end event of a called process; nobody listens to another code',
    globals: `${globals}<escalation id="U2" escalationCode="unheard"/><process id="sub" isExecutable="true"><startEvent id="q_s"/>${throwing('q_t', '<escalationEventDefinition escalationRef="U2"/>')}<userTask id="q_a"/>${ending('q_e', ESCALATION)}\n q_s -> q_t\n q_t -> q_a\n q_a -> q_e\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub"/>${boundary('x', 'k', ESCALATION, false)}${tasks('c', 'd')}\n s -> k\n k -> d\n x -> c`,
    steps: [
      { do: 'start', process: 'main', expect: { active: ['k'] } },
      { do: 'complete', element: 'q_a', expect: { active: ['c', 'd'] } },
    ],
  },
  {
    name: 'escalation event sub-process',
    globals,
    body: `<startEvent id="s"/>${tasks('a')}${throwing('t', ESCALATION)}${tasks('b')}${onEvent('x', ESCALATION, 'c', false)}\n s -> a\n a -> t\n t -> b`,
    steps: [start('a'), done('a', 'b c')],
  },
  {
    name: 'terminate ends all branches, but only of its own sub-process',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a', 'b')}${ending('ue', '<terminateEventDefinition/>')}\n us -> a\n us -> b\n a -> ue\n</subProcess>${tasks('c', 'd')}${ending('e', '<terminateEventDefinition/>')}\n s -> u\n s -> c\n u -> d\n d -> e`,
    steps: [start('a b c'), done('a', 'c d'), done('d', '')],
  },
  {
    name: 'links carry the token over',
    globals,
    body: `<startEvent id="s"/>${throwing('l1', '<linkEventDefinition name="there"/>')}${throwing('l2', '<linkEventDefinition name="there"/>')}${catching('k', '<linkEventDefinition name="there"/>')}${tasks('a', 'b')}<exclusiveGateway id="g" default="g_l2"/>\n s -> g\n g -> l1 [n = 1]\n g -> l2\n k -> a`,
    steps: [start('a', { n: 2 }), done('a', '')],
    script: {},
  },
]
