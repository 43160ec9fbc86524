import { boundary, done, ending, many, start, tasks, tick, timer, type Model } from './model.fixture.ts'

const JOIN = '<inclusiveGateway id="j"/>'

export const gateways: readonly Model[] = [
  {
    name: 'exclusive: the first true condition in order, else the default',
    body: `<startEvent id="s"/><exclusiveGateway id="g" default="g_c"/>${tasks('a', 'b', 'c')}\n s -> g\n g -> a [amount > 1000]\n g -> b [amount > 100]\n g -> c`,
    steps: [
      start('a', { amount: 5000 }),
      { do: 'start', variables: { amount: 500 } },
      { do: 'complete', instance: 2, element: 'b' },
      { do: 'start', variables: { amount: 5 } },
      { do: 'complete', instance: 3, element: 'c' },
    ],
  },
  {
    name: 'exclusive without a true condition and without a default refuses the step',
    body: `<startEvent id="s"/>${tasks('t')}<exclusiveGateway id="g"/>${tasks('a', 'b')}\n s -> t\n t -> g\n g -> a [x = 1]\n g -> b [x = 2]`,
    steps: [start('t'), { do: 'complete', element: 't', variables: { x: 3 }, refused: 'process-no-way-out' }, done('t', 'b', { x: 2 })],
  },
  {
    name: 'exclusive merge does not wait',
    body: `<startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="m"/>${tasks('a', 'b', 'c')}\n s -> f\n f -> a\n f -> b\n a -> m\n b -> m\n m -> c`,
    steps: [start('a b'), done('a', 'b c'), done('b', 'c c'), done('c', 'c'), done('c', '')],
  },
  {
    name: 'parallel join of three',
    body: `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/>${tasks('a', 'b', 'c', 'z')}\n s -> f\n f -> a\n f -> b\n f -> c\n a -> j\n b -> j\n c -> j\n j -> z`,
    steps: [start('a b c'), done('b', 'a c'), done('a', 'c'), done('c', 'z')],
  },
  {
    name: 'one parallel gateway joins and forks',
    body: `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/>${tasks('a', 'b', 'c', 'd')}\n s -> f\n f -> a\n f -> b\n a -> j\n b -> j\n j -> c\n j -> d`,
    steps: [start('a b'), done('a', 'b'), done('b', 'c d')],
  },
  {
    name: 'a parallel join that one branch never reaches: the other waits for ever, no error',
    body: `<startEvent id="s"/><exclusiveGateway id="g" default="g_a"/><parallelGateway id="j"/>${tasks('a', 'b', 'z')}\n s -> g\n g -> a\n g -> b [no]\n a -> j\n b -> j\n j -> z`,
    steps: [start('a', { no: false }), { do: 'complete', element: 'a', expect: { active: [], ended: false } }],
  },
  {
    name: 'inclusive: every true condition; the join waits only for those',
    body: `<startEvent id="s"/><inclusiveGateway id="f" default="f_c"/>${JOIN}${tasks('a', 'b', 'c', 'z')}\n s -> f\n f -> a [x > 1]\n f -> b [x > 2]\n f -> c\n a -> j\n b -> j\n c -> j\n j -> z`,
    steps: [start('a b', { x: 3 }), done('a', 'b'), done('b', 'z'), done('z', '')],
  },
  {
    name: 'inclusive: the default when nothing is true',
    body: `<startEvent id="s"/><inclusiveGateway id="f" default="f_c"/>${JOIN}${tasks('a', 'c', 'z')}\n s -> f\n f -> a [x > 1]\n f -> c\n a -> j\n c -> j\n j -> z`,
    steps: [start('c', { x: 0 }), done('c', 'z')],
  },
  {
    name: 'inclusive join inside a loop',
    body: `<startEvent id="s"/><exclusiveGateway id="m"/><inclusiveGateway id="f" default="f_c"/>${JOIN}${tasks('a', 'b', 'c', 'z')}<exclusiveGateway id="g" default="g_z"/>\n s -> m\n m -> f\n f -> a [x]\n f -> b [y]\n f -> c\n a -> j\n b -> j\n c -> j\n j -> g\n g -> m [again]\n g -> z`,
    steps: [
      start('a b', { x: true, y: true, again: true }),
      done('a', 'b'),
      done('b', 'a', { y: false }),
      done('a', 'z', { again: false }),
    ],
  },
  {
    name: 'inclusive join, unstructured: a branch that ends elsewhere lets it fire',
    body: `<startEvent id="s"/><parallelGateway id="f"/>${JOIN}<exclusiveGateway id="g" default="g_e"/>${tasks('a', 'b', 'z')}<endEvent id="e"/>\n s -> f\n f -> a\n f -> b\n a -> j\n b -> g\n g -> j [go]\n g -> e\n j -> z`,
    steps: [start('a b'), done('a', 'b'), done('b', 'z', { go: false })],
  },
  {
    name: 'inclusive join, two entries from one branch',
    body: `<startEvent id="s"/><inclusiveGateway id="f"/>${JOIN}${tasks('a', 'b', 'c', 'z')}\n s -> f\n f -> a [true]\n f -> b [true]\n a -> c\n c -> j\n b -> j\n a -> j [early]\n j -> z`,
    steps: [start('a b', { early: true }), done('b', 'a'), done('a', 'c'), done('c', 'z')],
  },
  {
    name: 'inclusive join and a timer boundary upstream',
    body: `<startEvent id="s"/><parallelGateway id="f"/>${JOIN}${tasks('a', 'b', 'z')}${boundary('t', 'b', timer('PT1H'))}<endEvent id="e"/>\n s -> f\n f -> a\n f -> b\n a -> j\n b -> j\n t -> e\n j -> z`,
    steps: [start('a b'), done('a', 'b'), tick('PT1H', 'z')],
  },
  {
    name: 'inclusive join of nested splits',
    body: `<startEvent id="s"/><inclusiveGateway id="f"/><parallelGateway id="p"/><parallelGateway id="q"/>${JOIN}${tasks('a', 'b', 'c', 'z')}\n s -> f\n f -> p [true]\n f -> c [third]\n p -> a\n p -> b\n a -> q\n b -> q\n q -> j\n c -> j\n j -> z`,
    steps: [start('a b c', { third: true }), done('c', 'a b'), done('a', 'b'), done('b', 'z')],
  },
  {
    name: 'complex gateway: the first two of three, the third is swallowed',
    body: `<startEvent id="s"/><parallelGateway id="f"/><complexGateway id="j"><activationCondition xsi:type="tFormalExpression">activationCount >= 2</activationCondition></complexGateway>${tasks('a', 'b', 'c', 'z')}\n s -> f\n f -> a\n f -> b\n f -> c\n a -> j\n b -> j\n c -> j\n j -> z`,
    steps: [start('a b c'), done('a', 'b c'), done('c', 'b z'), done('b', 'z'), done('z', '')],
  },
  {
    name: 'implicit split and implicit merge at activities',
    body: `<startEvent id="s"/>${tasks('a', 'b', 'c', 'd')}\n s -> a\n a -> b\n a -> c\n b -> d\n c -> d`,
    steps: [start('a'), done('a', 'b c'), done('b', 'c d'), done('c', 'd d')],
  },
  {
    name: 'conditional flows and a default flow out of a task',
    body: `<startEvent id="s"/><userTask id="a" default="a_d"/>${tasks('b', 'c', 'd')}\n s -> a\n a -> b [x > 1]\n a -> c [x > 2]\n a -> d`,
    steps: [
      start('a'),
      done('a', 'b c', { x: 3 }),
      { do: 'start' },
      { do: 'complete', instance: 2, element: 'a', variables: { x: 0 } },
      { do: 'complete', instance: 2, element: 'd' },
    ],
  },
  {
    name: 'several start events begin together; several end events',
    body: `<startEvent id="s"/><startEvent id="s2"/>${tasks('a', 'b')}${ending('e1')}${ending('e2')}\n s -> a\n s2 -> b\n a -> e1\n b -> e2`,
    steps: [start('a b'), done('b', 'a'), done('a', '')],
  },
  {
    name: 'a back edge through exclusive gateways',
    body: `<startEvent id="s"/>${tasks('a', 'b')}<exclusiveGateway id="g"/>\n s -> a\n a -> g\n g -> a [\${approved == false}]\n g -> b [\${approved}]`,
    steps: [start('a'), done('a', 'a', { approved: false }), done('a', 'b', { approved: true })],
  },
  {
    name: 'an endless loop without waiting is stopped, and nothing has changed',
    body: `<startEvent id="s"/>${tasks('t')}<exclusiveGateway id="m"/><scriptTask id="x" scriptFormat="feel"><script>1</script></scriptTask>\n s -> t\n t -> m\n m -> x\n x -> m`,
    steps: [
      start('t'),
      { do: 'complete', element: 't', refused: 'process-unbounded' },
      { do: 'set', variables: {}, expect: { active: ['t'] } },
    ],
  },
]

export const multiples: readonly Model[] = [
  {
    name: 'parallel multi-instance of a number',
    body: `<startEvent id="s"/><userTask id="a">${many('<loopCardinality>3</loopCardinality>')}</userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [start('a a a'), done('a', 'a a'), done('a', 'a'), done('a', 'z')],
  },
  {
    name: 'sequential multi-instance',
    body: `<startEvent id="s"/><userTask id="a">${many('<loopCardinality>3</loopCardinality>', 'isSequential="true"')}</userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [start('a'), done('a', 'a'), done('a', 'a'), done('a', 'z')],
  },
  {
    name: 'over a collection, each with its own element (camunda)',
    body: `<startEvent id="s"/><userTask id="a" camunda:assignee="\${person}">${many('', 'camunda:collection="people" camunda:elementVariable="person"')}</userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [
      { do: 'start', variables: { people: ['amy', 'bob', 'cem'] }, expect: { seats: ['a:amy', 'a:bob', 'a:cem'] } },
      { do: 'complete', element: 'a', person: 'bob', expect: { seats: ['a:amy', 'a:cem'] } },
    ],
  },
  {
    name: 'completion condition ends the rest (flowable)',
    body: `<startEvent id="s"/><userTask id="a" flowable:assignee="\${p}">${many('<completionCondition>${nrOfCompletedInstances / nrOfInstances >= 0.5}</completionCondition>', 'isSequential="false" flowable:collection="people" flowable:elementVariable="p"')}</userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [
      { do: 'start', variables: { people: ['a1', 'a2', 'a3', 'a4'] } },
      { do: 'complete', element: 'a', expect: { active: ['a', 'a', 'a'] } },
      done('a', 'z'),
    ],
  },
  {
    name: 'completion condition over a result variable',
    body: `<startEvent id="s"/><userTask id="a">${many('<loopCardinality>5</loopCardinality><completionCondition>${refused}</completionCondition>')}</userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [start('a a a a a'), done('a', 'a a a a', { refused: false }), done('a', 'z', { refused: true })],
  },
  {
    name: 'multi-instance sub-process with a variable each',
    body: `<startEvent id="s"/><subProcess id="u">${many('', 'isSequential="false" camunda:collection="\${items}" camunda:elementVariable="it"')}<startEvent id="us"/><exclusiveGateway id="g" default="g_b"/>${tasks('a', 'b')}\n us -> g\n g -> a [\${it > 1}]\n g -> b\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('a a b', { items: [1, 2, 3] }), done('a', 'a b'), done('b', 'a'), done('a', 'z')],
  },
  {
    name: 'multi-instance call activity',
    globals: `<process id="sub" isExecutable="true"><startEvent id="q_s"/><userTask id="q_a"/>\n q_s -> q_a\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k" calledElement="sub">${many('<loopCardinality>2</loopCardinality>')}</callActivity>${tasks('z')}\n s -> k\n k -> z`,
    steps: [
      { do: 'start', process: 'main', expect: { active: ['k', 'k'] } },
      { do: 'complete', element: 'q_a', expect: { active: ['k'] } },
      { do: 'complete', element: 'q_a', expect: { active: ['z'] } },
    ],
  },
  {
    name: 'an empty collection passes a service, and stops a user task as an incident',
    body: `<startEvent id="s"/><scriptTask id="x" scriptFormat="feel"><script>1</script>${many('', 'camunda:collection="none" camunda:elementVariable="n"')}</scriptTask><userTask id="a">${many('', 'camunda:collection="none" camunda:elementVariable="n"')}</userTask>\n s -> x\n x -> a`,
    steps: [start('a', { none: [] })],
  },
  {
    name: 'a boundary timer takes all instances away',
    body: `<startEvent id="s"/><userTask id="a">${many('<loopCardinality>3</loopCardinality>')}</userTask>${boundary('t', 'a', timer('PT1H'))}${tasks('b', 'z')}\n s -> a\n a -> z\n t -> b`,
    steps: [start('a a a'), done('a', 'a a'), tick('PT1H', 'b')],
  },
  {
    name: 'outputs are gathered in order (zeebe)',
    body: `<startEvent id="s"/><userTask id="a"><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=item * 10"/></extensionElements></multiInstanceLoopCharacteristics></userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [start('a a', { items: [1, 2] }), done('a', 'a'), done('a', 'z', {}, { results: [10, 20] })],
  },
  {
    name: 'nested multi-instance',
    body: `<startEvent id="s"/><subProcess id="u">${many('<loopCardinality>2</loopCardinality>')}<startEvent id="us"/><userTask id="a">${many('<loopCardinality>2</loopCardinality>', 'isSequential="true"')}</userTask>\n us -> a\n</subProcess>${tasks('z')}\n s -> u\n u -> z`,
    steps: [start('a a'), done('a', 'a a'), done('a', 'a a'), done('a', 'a'), done('a', 'z')],
  },
  {
    name: 'the number of instances is a variable; 1,000 of them',
    body: `<startEvent id="s"/><userTask id="a">${many('<loopCardinality>${count}</loopCardinality>')}</userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [
      { do: 'start', variables: { count: 1000 } },
      { do: 'complete', element: 'a', all: true, expect: { active: ['z'] } },
    ],
  },
]
