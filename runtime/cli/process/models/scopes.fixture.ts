import {
  boundary,
  catching,
  done,
  ending,
  failed,
  many,
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

const UNDO = '<compensateEventDefinition/>'
const CANCEL = '<cancelEventDefinition/>'
const globals = '<signal id="S" name="alarm"/><error id="E" errorCode="broken"/><message id="M" name="paid"/>'

export const compensations: readonly Model[] = [
  {
    name: 'handlers run in reverse order, one after another',
    globals,
    body: `<startEvent id="s"/>${undoable('a', 'ua')}${undoable('b', 'ub')}${throwing('t', UNDO)}${tasks('z')}\n s -> a\n a -> b\n b -> t\n t -> z`,
    steps: [start('a'), done('a', 'b'), done('b', 't ub'), done('ub', 't ua'), done('ua', 'z'), done('z', '')],
  },
  {
    name: 'only the activity that the event names',
    globals,
    body: `<startEvent id="s"/>${undoable('a', 'ua')}${undoable('b', 'ub')}${throwing('t', '<compensateEventDefinition activityRef="a"/>')}${tasks('z')}\n s -> a\n a -> b\n b -> t\n t -> z`,
    steps: [start('a'), done('a', 'b'), done('b', 't ua'), done('ua', 'z')],
  },
  {
    name: 'what has not finished is not compensated',
    globals,
    body: `<startEvent id="s"/>${undoable('a', 'ua')}${undoable('b', 'ub')}${tasks('x')}${throwing('t', UNDO)}${tasks('z')}\n s -> a\n s -> b\n a -> x\n x -> t\n t -> z`,
    steps: [start('a b'), done('a', 'b x'), done('x', 'b t ua'), done('ua', 'b z')],
  },
  {
    name: 'a compensation end event',
    globals,
    body: `<startEvent id="s"/>${undoable('a', 'ua')}${ending('e', UNDO)}\n s -> a\n a -> e`,
    steps: [start('a'), done('a', 'e ua'), done('ua', '')],
  },
  {
    name: 'nothing to compensate: the thrower goes on',
    globals,
    body: `<startEvent id="s"/>${undoable('a', 'ua')}${throwing('t', UNDO)}${tasks('z')}\n s -> t\n t -> z\n z -> a`,
    steps: [start('z'), done('z', 'a'), done('a', '')],
  },
  {
    name: 'a loop: what was done twice is undone twice',
    globals,
    body: `<startEvent id="s"/><exclusiveGateway id="m"/>${undoable('a', 'ua')}<exclusiveGateway id="g" default="g_t"/>${throwing('t', UNDO)}${tasks('z')}\n s -> m\n m -> a\n a -> g\n g -> m [again]\n g -> t\n t -> z`,
    steps: [start('a', { again: true }), done('a', 'a'), done('a', 't ua', { again: false }), done('ua', 't ua'), done('ua', 'z')],
  },
  {
    name: 'a finished sub-process stands for what finished inside',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${undoable('a', 'ua')}${undoable('b', 'ub')}\n us -> a\n a -> b\n</subProcess>${throwing('t', UNDO)}${tasks('z')}\n s -> u\n u -> t\n t -> z`,
    steps: [start('a'), done('a', 'b'), done('b', 't ub'), done('ub', 't ua'), done('ua', 'z')],
  },
  {
    name: 'a sub-process with a handler of its own is undone by it alone',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${undoable('a', 'ua')}\n us -> a\n</subProcess><boundaryEvent id="u_c" attachedToRef="u">${UNDO}</boundaryEvent><userTask id="uu" isForCompensation="true"/><association id="u_as" sourceRef="u_c" targetRef="uu"/>${throwing('t', UNDO)}${tasks('z')}\n s -> u\n u -> t\n t -> z`,
    steps: [start('a'), done('a', 't uu'), done('uu', 'z')],
  },
  {
    name: 'a compensation event sub-process',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${undoable('a', 'ua')}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs">${UNDO}</startEvent>${tasks('hb')}${throwing('ht', '<compensateEventDefinition activityRef="a"/>')}\n hs -> hb\n hb -> ht\n</subProcess>\n us -> a\n</subProcess>${throwing('t', UNDO)}${tasks('z')}\n s -> u\n u -> t\n t -> z`,
    steps: [start('a'), done('a', 'hb t'), done('hb', 'ht t ua'), done('ua', 'z')],
  },
  {
    name: 'an error event sub-process compensates what finished',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${undoable('a', 'ua')}${tasks('b')}${ending('ue', '<errorEventDefinition errorRef="E"/>')}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs"><errorEventDefinition errorRef="E"/></startEvent>${throwing('ht', UNDO)}${tasks('hz')}\n hs -> ht\n ht -> hz\n</subProcess>\n us -> a\n a -> b\n b -> ue\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('a'), done('a', 'b'), done('b', 'ht ua'), done('ua', 'hz'), done('hz', 'z')],
  },
  {
    name: 'each instance of a multi-instance activity is undone',
    globals,
    body: `<startEvent id="s"/><userTask id="a">${many('<loopCardinality>2</loopCardinality>')}</userTask><boundaryEvent id="a_c" attachedToRef="a">${UNDO}</boundaryEvent><userTask id="ua" isForCompensation="true"/><association id="a_as" sourceRef="a_c" targetRef="ua"/>${throwing('t', UNDO)}${tasks('z')}\n s -> a\n a -> t\n t -> z`,
    steps: [start('a a'), done('a', 'a'), done('a', 't ua'), done('ua', 't ua'), done('ua', 'z')],
  },
  {
    name: 'a transaction is cancelled: undone, then the cancel boundary',
    globals,
    body: `<startEvent id="s"/><transaction id="x"><startEvent id="xs"/>${undoable('a', 'ua')}${tasks('b', 'w')}${ending('xe', CANCEL)}\n xs -> a\n xs -> w\n a -> b\n b -> xe\n</transaction>${boundary('k', 'x', CANCEL)}${tasks('y', 'n')}\n s -> x\n x -> y\n k -> n`,
    steps: [start('a w'), done('a', 'b w'), done('b', 'ua xe'), done('ua', 'n'), done('n', '')],
  },
  {
    name: 'a transaction that goes well, and one that fails by an error',
    globals,
    body: `<startEvent id="s"/><transaction id="x"><startEvent id="xs"/>${undoable('a', 'ua')}<exclusiveGateway id="g" default="g_ok"/>${ending('ok')}${ending('bad', '<errorEventDefinition errorRef="E"/>')}${ending('off', CANCEL)}\n xs -> a\n a -> g\n g -> ok\n g -> bad [wrong]\n</transaction>${boundary('h', 'x', '<errorEventDefinition errorRef="E"/>')}${boundary('k', 'x', CANCEL)}${tasks('y', 'n', 'c')}\n s -> x\n x -> y\n h -> n\n k -> c`,
    steps: [
      start('a'),
      done('a', 'n', { wrong: true }),
      done('n', ''),
      { do: 'start' },
      { do: 'complete', instance: 2, element: 'a', variables: { wrong: false } },
      { do: 'complete', instance: 2, element: 'y', expect: { ended: true } },
    ],
  },
]

export const subprocesses: readonly Model[] = [
  {
    name: 'an embedded sub-process waits for all its branches',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a', 'b')}<endEvent id="ue"/>\n us -> a\n us -> b\n a -> ue\n b -> ue\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('a b'), done('a', 'b'), done('b', 'z')],
  },
  {
    name: 'an interrupting event sub-process ends the path and its scope goes on normally',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a')}${onEvent('h', '<signalEventDefinition signalRef="S"/>', 'b')}\n us -> a\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('a'), signal('alarm', 'b'), signal('alarm', 'b'), done('b', 'z')],
  },
  {
    name: 'an event sub-process that is not interrupting keeps its scope open',
    globals,
    body: `<startEvent id="s"/><subProcess id="u"><startEvent id="us"/>${tasks('a')}${onEvent('h', timer('PT1H'), 'b', false)}\n us -> a\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('a'), tick('PT1H', 'a b'), done('a', 'b'), done('b', 'z')],
  },
  {
    name: 'a call activity without mappings hands variables over and back',
    globals: `<process id="sub" isExecutable="true"><startEvent id="q_s"/><userTask id="q_a"/>\n q_s -> q_a\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub"><extensionElements><camunda:in variables="all"/><camunda:out variables="all"/></extensionElements></callActivity>${tasks('z')}\n s -> k\n k -> z`,
    steps: [
      { do: 'start', process: 'main', variables: { n: 1 }, expect: { active: ['k'] } },
      { do: 'complete', element: 'q_a', variables: { m: 2 }, expect: { active: ['z'], variables: { n: 1, m: 2 } } },
    ],
  },
  {
    name: 'a call activity with mappings hands over only what they say',
    globals: `<process id="sub" isExecutable="true"><startEvent id="q_s"/><scriptTask id="q_x" scriptFormat="feel" camunda:resultVariable="out"><script>given * 2</script></scriptTask>\n q_s -> q_x\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub"><extensionElements><camunda:in source="n" target="given"/><camunda:in sourceExpression="\${n + 1}" target="more"/><camunda:out source="out" target="result"/></extensionElements></callActivity>${tasks('z')}\n s -> k\n k -> z`,
    steps: [{ do: 'start', process: 'main', variables: { n: 4 }, expect: { active: ['z'], variables: { n: 4, result: 8 } } }],
  },
  {
    name: 'a boundary timer at a call activity cancels the called instance',
    globals: `<process id="sub" isExecutable="true"><startEvent id="q_s"/><userTask id="q_a"/>\n q_s -> q_a\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub"/>${boundary('t', 'k', timer('P1D'))}<endEvent id="z"/>\n s -> k\n k -> z\n t -> z`,
    steps: [{ do: 'start', process: 'main' }, tick('P1D', '')],
  },
  {
    name: 'a process calls itself until the condition holds',
    body: `<startEvent id="s"/><exclusiveGateway id="g" default="g_e"/><callActivity id="k" calledElement="main"><extensionElements><camunda:in sourceExpression="\${n - 1}" target="n"/></extensionElements></callActivity>${tasks('a')}<endEvent id="e"/>\n s -> g\n g -> k [\${n > 0}]\n g -> e\n k -> a\n a -> e`,
    steps: [
      { do: 'start', variables: { n: 2 } },
      { do: 'complete', instance: 2, element: 'a' },
      { do: 'complete', instance: 1, element: 'a', expect: { ended: true } },
    ],
  },
  {
    name: 'standard loop: until the condition is false, at most so often',
    body: `<startEvent id="s"/><userTask id="a"><standardLoopCharacteristics testBefore="false" loopMaximum="3"><loopCondition>n &lt; 5</loopCondition></standardLoopCharacteristics></userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [start('a', { n: 0 }), done('a', 'a'), done('a', 'a'), done('a', 'z')],
  },
  {
    name: 'standard loop tested before may not run at all',
    body: `<startEvent id="s"/><userTask id="a"><standardLoopCharacteristics testBefore="true"><loopCondition>n > 5</loopCondition></standardLoopCharacteristics></userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [start('z', { n: 0 })],
  },
  {
    name: 'a looping sub-process',
    body: `<startEvent id="s"/><subProcess id="u"><standardLoopCharacteristics><loopCondition>again</loopCondition></standardLoopCharacteristics><startEvent id="us"/>${tasks('a')}\n us -> a\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('a', { again: true }), done('a', 'a'), done('a', 'z', { again: false })],
  },
  {
    name: 'ad-hoc sub-process: activities begin when somebody starts them',
    body: `<startEvent id="s"/><adHocSubProcess id="u">${tasks('a', 'b')}<completionCondition xsi:type="tFormalExpression">finished</completionCondition></adHocSubProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [
      start('u', { finished: false }),
      { do: 'activate', element: 'a', expect: { active: ['a'] } },
      done('a', 'u'),
      { do: 'activate', element: 'b' },
      done('b', 'z', { finished: true }),
    ],
  },
  {
    name: 'no start event: whatever has no incoming flow begins',
    body: `${tasks('a', 'b')}`,
    steps: [start('a b'), done('a', 'b'), done('b', '')],
  },
  {
    name: 'lanes, data objects, stores, groups and notes are passed over',
    body: `<laneSet id="ls"><lane id="l1" name="Clerk"><flowNodeRef>s</flowNodeRef><flowNodeRef>a</flowNodeRef></lane></laneSet><startEvent id="s"/>${tasks('a')}<dataObject id="do"/><dataObjectReference id="dor" dataObjectRef="do" name="Form"/><dataStoreReference id="dsr" name="Archive"/><textAnnotation id="ta"><text>Look here</text></textAnnotation><association id="as" sourceRef="a" targetRef="ta"/><group id="gr"/>\n s -> a`,
    steps: [start('a'), done('a', '')],
  },
  {
    name: 'a task fails with a code nobody catches: an incident-free end as failed',
    body: `<startEvent id="s"/><serviceTask id="w" camunda:type="external" camunda:topic="x"/>\n s -> w`,
    steps: [start('w'), { do: 'fail', element: 'w', error: 'odd', expect: { ended: true, outcome: 'error' } }],
  },
  {
    name: 'an activity fails inside a multi-instance sub-process: the boundary takes all away',
    globals,
    body: `<startEvent id="s"/><subProcess id="u">${many('<loopCardinality>3</loopCardinality>')}<startEvent id="us"/><serviceTask id="w" camunda:type="external" camunda:topic="x"/>\n us -> w\n</subProcess>${boundary('x', 'u', '<errorEventDefinition errorRef="E"/>')}${tasks('c')}\n s -> u\n x -> c`,
    steps: [start('w w w'), done('w', 'w w'), failed('w', 'broken', 'c')],
  },
  {
    name: 'catch events inside an event sub-process; the main path is over',
    globals,
    body: `<startEvent id="s"/>${tasks('a')}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false"><signalEventDefinition signalRef="S"/></startEvent>${catching('hc', timer('PT5M'))}${tasks('hb')}\n hs -> hc\n hc -> hb\n</subProcess>\n s -> a`,
    steps: [start('a'), signal('alarm', 'a hc'), done('a', 'hc'), tick('PT5M', 'hb'), done('hb', '')],
  },
]
