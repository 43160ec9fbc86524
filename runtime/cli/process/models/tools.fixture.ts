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
  type Model,
} from './model.fixture.ts'

const globals =
  '<message id="M" name="paid"/><signal id="S" name="alarm"/><error id="E" errorCode="broken"/><escalation id="U" escalationCode="late"/>'
const child = (inner: string): string => `${globals}<process id="sub" isExecutable="true"><startEvent id="q_s"/>${inner}</process>`
const MESSAGE = '<messageEventDefinition messageRef="M"/>'
const SIGNAL = '<signalEventDefinition signalRef="S"/>'

export const corners: readonly Model[] = [
  {
    name: 'terminate in a called process ends only that',
    globals: child(`${tasks('q_a', 'q_b')}${ending('q_e', '<terminateEventDefinition/>')}\n q_s -> q_a\n q_s -> q_b\n q_a -> q_e\n`),
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub"/>${tasks('z')}\n s -> k\n k -> z`,
    steps: [
      { do: 'start', process: 'main', expect: { active: ['k'] } },
      { do: 'complete', element: 'q_a', expect: { active: ['z'] } },
    ],
  },
  {
    name: 'a script loops until its condition is false',
    body: `<startEvent id="s"/><scriptTask id="x" scriptFormat="feel" camunda:resultVariable="n"><script>n + 1</script><standardLoopCharacteristics><loopCondition>n &lt; 5</loopCondition></standardLoopCharacteristics></scriptTask>${tasks('z')}\n s -> x\n x -> z`,
    steps: [start('z', { n: 0 }, { n: 5 })],
  },
  {
    name: 'a boundary message at a multi-instance sub-process, not interrupting',
    globals,
    body: `<startEvent id="s"/><subProcess id="u">${many('<loopCardinality>2</loopCardinality>', 'isSequential="true"')}<startEvent id="us"/>${tasks('a')}\n us -> a\n</subProcess>${boundary('m', 'u', MESSAGE, false)}${tasks('b', 'z')}\n s -> u\n u -> z\n m -> b`,
    steps: [start('a'), message('paid', 'a b'), done('a', 'a b'), message('paid', 'a b b'), done('a', 'b b z')],
  },
  {
    name: 'a cycle starts an event sub-process again and again',
    body: `<startEvent id="s"/>${tasks('a')}${onEvent('x', timer('R3/PT1H', 'timeCycle'), 'b', false)}\n s -> a`,
    steps: [start('a'), tick('PT1H', 'a b'), tick('PT2H', 'a b b b'), tick('PT5H', 'a b b b'), done('a', 'b b b')],
  },
  {
    name: 'an error event sub-process of the process itself',
    globals,
    body: `<startEvent id="s"/>${tasks('a', 'b')}${ending('e', '<errorEventDefinition errorRef="E"/>')}${onEvent('x', '<errorEventDefinition errorRef="E"/>', 'h')}\n s -> a\n s -> b\n a -> e`,
    steps: [start('a b'), done('a', 'h'), done('h', '')],
  },
  {
    name: 'two inclusive joins that could wait for each other do not',
    body: `<startEvent id="s"/><parallelGateway id="f"/><inclusiveGateway id="j1"/><inclusiveGateway id="j2"/>${tasks('a', 'b', 'c', 'd')}<exclusiveGateway id="g1" default="g1_e1"/><exclusiveGateway id="g2" default="g2_e2"/>${ending('e1')}${ending('e2')}\n s -> f\n f -> a\n f -> b\n a -> j1\n b -> j2\n j1 -> c\n j2 -> d\n c -> g1\n d -> g2\n g1 -> j2 [never]\n g1 -> e1\n g2 -> j1 [never]\n g2 -> e2`,
    steps: [start('a b'), { do: 'complete', element: 'a' }, { do: 'complete', element: 'b' }],
  },
  {
    name: 'event-based gateway with a condition and a signal inside a sub-process',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/><eventBasedGateway id="g"/>${catching('c', '<conditionalEventDefinition><condition>ready</condition></conditionalEventDefinition>')}${catching('n', SIGNAL)}${tasks('a', 'b')}\n us -> g\n g -> c\n g -> n\n c -> a\n n -> b\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('g'), { do: 'set', variables: { ready: true }, expect: { active: ['a'] } }, signal('alarm', 'a'), done('a', 'z')],
  },
  {
    name: 'messages go to the older of two waits; the second waits on',
    globals,
    body: `<startEvent id="s"/>${catching('c', MESSAGE)}${tasks('a')}\n s -> c\n c -> a`,
    steps: [
      { do: 'start' },
      { do: 'start' },
      { do: 'message', name: 'paid', expect: { active: ['a'] } },
      { do: 'message', name: 'paid' },
      { do: 'complete', instance: 2, element: 'a' },
    ],
  },
  {
    name: 'a timer boundary at a receive task, and at a task that waits for a worker',
    globals,
    body: `<startEvent id="s"/><receiveTask id="r" messageRef="M"/>${boundary('t1', 'r', timer('PT1H'))}<serviceTask id="w" camunda:type="external" camunda:topic="x"/>${boundary('t2', 'w', timer('PT1H'))}${tasks('z')}\n s -> r\n t1 -> w\n t2 -> z\n r -> z\n w -> z`,
    steps: [start('r'), tick('PT1H', 'w'), tick('PT1H', 'z')],
  },
  {
    name: 'escalation out of a multi-instance sub-process, once for each',
    globals,
    body: `<startEvent id="s"/><subProcess id="u">${many('<loopCardinality>2</loopCardinality>')}<startEvent id="us"/>${throwing('t', '<escalationEventDefinition escalationRef="U"/>')}${tasks('a')}\n us -> t\n t -> a\n</subProcess>${boundary('x', 'u', '<escalationEventDefinition escalationRef="U"/>', false)}${tasks('b')}\n s -> u\n x -> b`,
    steps: [start('a a b b')],
  },
  {
    name: 'a default flow alone is simply taken; a condition on the only flow is judged',
    body: `<startEvent id="s"/><exclusiveGateway id="g" default="g_a"/>${tasks('a', 'b')}\n s -> g\n g -> a\n a -> b [go]`,
    steps: [
      start('a'),
      { do: 'complete', element: 'a', variables: { go: false }, refused: 'process-no-way-out' },
      done('a', 'b', { go: true }),
    ],
  },
  {
    name: 'an administrator moves the instance: timers of what is left are gone',
    body: `<startEvent id="s"/>${tasks('a', 'b', 'z')}${boundary('t', 'a', timer('PT1H'))}\n s -> a\n a -> b\n t -> z`,
    steps: [start('a'), { do: 'move', to: 'b', expect: { active: ['b'] } }, tick('P1D', 'b'), done('b', '')],
  },
  {
    name: 'a failed job is an error only for who catches it by code; without a code it goes to whoever takes any',
    globals,
    body: `<startEvent id="s"/><serviceTask id="w" camunda:type="external" camunda:topic="x"/>${boundary('x', 'w', '<errorEventDefinition errorRef="E"/>')}${tasks('a')}${onEvent('h', '<errorEventDefinition/>', 'b')}\n s -> w\n x -> a`,
    steps: [start('w'), failed('w', 'else', 'b')],
  },
]

export const failures: readonly Model[] = [
  {
    name: 'a timer whose step is refused is an incident; other timers fire, a retry goes on when the cause is gone',
    body: `<startEvent id="s"/>${tasks('a', 'b', 'z')}${boundary('t1', 'a', timer('PT1H'), false)}${boundary('t2', 'a', timer('PT2H'), false)}<exclusiveGateway id="g"/>\n s -> a\n t1 -> g\n g -> b [x = 1]\n t2 -> z`,
    steps: [
      start('a'),
      tick('PT3H', 'a z'),
      { do: 'retry', element: 't1', expect: { active: ['a', 'z'] } },
      { do: 'set', variables: { x: 1 } },
      { do: 'retry', element: 't1', expect: { active: ['a', 'b', 'z'] } },
    ],
  },
  {
    name: 'a step refused in a called process leaves the caller as it was',
    globals: child(`<exclusiveGateway id="q_g"/>${tasks('q_a')}\n q_s -> q_g\n q_g -> q_a [x = 1]\n`),
    body: `<startEvent id="s"/>${tasks('a')}<callActivity id="k" calledElement="sub"/>\n s -> a\n a -> k`,
    steps: [
      { do: 'start', process: 'main' },
      { do: 'complete', element: 'a', variables: { x: 2 }, refused: 'process-no-way-out' },
      { do: 'complete', element: 'a', variables: { x: 1 }, expect: { active: ['k'] } },
    ],
  },
  {
    name: 'messages and signals that lead to a refused step are not used up',
    globals,
    body: `<startEvent id="s"/>${catching('c', MESSAGE)}<exclusiveGateway id="g"/>${tasks('a')}\n s -> c\n c -> g\n g -> a [x = 1]`,
    steps: [
      start('c'),
      { do: 'message', name: 'paid', variables: { x: 2 }, refused: 'process-no-way-out' },
      message('paid', 'a', { variables: { x: 1 } }),
    ],
  },
]

export const tools: readonly Model[] = [
  {
    name: 'zeebe: with output mappings only what they say leaves the task',
    body: `<startEvent id="s"/><userTask id="a"><extensionElements><zeebe:ioMapping><zeebe:output source="=answer + 1" target="result"/></zeebe:ioMapping></extensionElements></userTask><scriptTask id="x"><extensionElements><zeebe:script expression="=if answer = null then &quot;hidden&quot; else &quot;seen&quot;" resultVariable="shown"/></extensionElements></scriptTask>${tasks('z')}\n s -> a\n a -> x\n x -> z`,
    steps: [start('a'), done('a', 'z', { answer: 1 }, { result: 2, shown: 'hidden' })],
  },
  {
    name: 'zeebe: with output mappings only what they say leaves a called process',
    globals: `<process id="sub" isExecutable="true"><startEvent id="q_s"/><scriptTask id="q_x"><extensionElements><zeebe:script expression="=20" resultVariable="inner"/></extensionElements></scriptTask>\n q_s -> q_x\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k"><extensionElements><zeebe:calledElement processId="sub" propagateAllChildVariables="false"/><zeebe:ioMapping><zeebe:output source="=inner" target="outer"/></zeebe:ioMapping></extensionElements></callActivity><scriptTask id="x"><extensionElements><zeebe:script expression="=inner = null" resultVariable="clean"/></extensionElements></scriptTask>${tasks('z')}\n s -> k\n k -> x\n x -> z`,
    steps: [{ do: 'start', process: 'main', expect: { active: ['z'], variables: { outer: 20, clean: true } } }],
  },
  {
    name: 'zeebe: decisions, priorities, schedules',
    body: `<startEvent id="s"/><businessRuleTask id="r"><extensionElements><zeebe:calledDecision decisionId="level" resultVariable="level"/></extensionElements></businessRuleTask><userTask id="a"><extensionElements><zeebe:assignmentDefinition candidateGroups="finance, board"/><zeebe:taskSchedule dueDate="=date and time(&quot;2026-02-01T00:00:00Z&quot;)"/><zeebe:priorityDefinition priority="30"/></extensionElements></userTask>\n s -> r\n r -> a`,
    script: {
      people: [{ name: 'amy', roles: ['finance'] }],
      decisions: [
        {
          kind: 'decision',
          name: 'level',
          hitPolicy: 'F',
          inputs: [],
          outputs: [{ name: 'level' }],
          rules: [{ name: 'one', when: [], then: ['"high"'] }],
        },
      ],
    },
    steps: [{ do: 'start', expect: { seats: ['a:amy', 'a:board'], variables: { level: 'high' } } }],
  },
  {
    name: 'potential owners and performers of plain BPMN',
    body: `<startEvent id="s"/><userTask id="a"><potentialOwner><resourceAssignmentExpression><formalExpression>user(amy), group(board)</formalExpression></resourceAssignmentExpression></potentialOwner></userTask><userTask id="b"><humanPerformer><resourceAssignmentExpression><formalExpression>cem</formalExpression></resourceAssignmentExpression></humanPerformer></userTask>\n s -> a\n a -> b`,
    script: { people: [{ name: 'bob', roles: ['board'] }] },
    steps: [
      { do: 'start', expect: { seats: ['a:amy', 'a:bob'] } },
      { do: 'complete', element: 'a', expect: { seats: ['b:cem'] } },
    ],
  },
  {
    name: 'a due date that only another tool can compute is left away',
    body: `<startEvent id="s"/><userTask id="a" camunda:assignee="amy" camunda:dueDate="\${dateTime().plusDays(3).toDate()}"/>\n s -> a`,
    steps: [{ do: 'start', expect: { seats: ['a:amy'] } }],
  },
  {
    name: 'a text compared with a boolean or a number, as other tools allow it',
    body: `<startEvent id="s"/><exclusiveGateway id="g" default="g_b"/>${tasks('a', 'b')}\n s -> g\n g -> a [\${approved == 'true' && level == "2"}]\n g -> b`,
    steps: [start('a', { approved: true, level: 2 })],
  },
  {
    name: 'everything else that may stand at the top of a file',
    globals: `<itemDefinition id="i1" structureRef="xsd:string"/><category id="cat"><categoryValue id="cv" value="x"/></category><interface id="if" name="I"><operation id="op" name="O"><inMessageRef>M0</inMessageRef></operation></interface><message id="M0" name="m0" itemRef="i1"/><resource id="r1" name="Clerk"/><dataStore id="ds" name="Store"/><endPoint id="ep"/><correlationProperty id="cp" name="order"><correlationPropertyRetrievalExpression messageRef="M0"><messagePath>order</messagePath></correlationPropertyRetrievalExpression></correlationProperty><partnerEntity id="pe" name="Partner"/><globalUserTask id="gu" name="G"/><collaboration id="co"><participant id="pa" name="Us" processRef="main"/><participant id="pb" name="Customer"/><messageFlow id="mf" sourceRef="pb" targetRef="pa"/><conversation id="cn" name="Talk"/></collaboration>`,
    body: `<property id="pr" name="p" itemSubjectRef="i1"/><startEvent id="s"/><userTask id="a"><ioSpecification><dataInput id="di" name="in"/><dataOutput id="dou" name="out"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet><dataOutputRefs>dou</dataOutputRefs></outputSet></ioSpecification></userTask>\n s -> a`,
    steps: [start('a'), done('a', '')],
  },
  {
    name: 'signals and messages whose names are formulas, thrown and caught',
    globals: '<signal id="S" name="alarm-${room}"/>',
    body: `<startEvent id="s"/>${catching('c', SIGNAL)}${tasks('a', 'z')}${throwing('t', SIGNAL)}\n s -> c\n s -> a\n a -> t\n c -> z`,
    steps: [start('a c', { room: 7 }), signal('alarm-8', 'a c'), done('a', 'z')],
  },
]

export const toolRefusals: readonly Model[] = [
  {
    name: 'an assignee that a bean must find',
    body: '<startEvent id="s"/><userTask id="a" name="Check" camunda:assignee="${people.find(x)}"/>\n s -> a',
    refused: /"a Check"/,
  },
  {
    name: 'a called process that a bean must find',
    body: '<startEvent id="s"/><callActivity id="k" name="Call" calledElement="${registry.find(1)}"/>\n s -> k',
    refused: /"k Call"/,
  },
  {
    name: 'a collection that a bean must find',
    body: `<startEvent id="s"/><userTask id="a" name="Each">${many('', 'camunda:collection="${registry.all()}"')}</userTask>\n s -> a`,
    refused: /"a Each"/,
  },
  {
    name: 'a parameter of a script in another language',
    body: '<startEvent id="s"/><userTask id="a" name="Check"><extensionElements><camunda:inputOutput><camunda:inputParameter name="p"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter></camunda:inputOutput></extensionElements></userTask>\n s -> a',
    refused: /"a Check".*"p"/,
  },
  {
    name: 'a message name that a bean must find',
    globals: '<message id="M" name="${bean.name(1)}"/>',
    body: `<startEvent id="s"/>${catching('c', MESSAGE)}\n s -> c`,
    refused: /"c"/,
  },
]
