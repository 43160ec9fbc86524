import { boundary, catching, done, many, message, start, tasks, tick, timer, type Model } from './model.fixture.ts'

const choose = (condition: string): string =>
  `<startEvent id="s"/><exclusiveGateway id="g" default="g_b"/>${tasks('a', 'b')}\n s -> g\n g -> a [${condition}]\n g -> b`
const judged = (condition: string, variables: Readonly<Record<string, unknown>>, isTrue: boolean): Model => ({
  name: `${condition} of ${JSON.stringify(variables)} is ${isTrue}`,
  body: choose(condition),
  steps: [start(isTrue ? 'a' : 'b', variables)],
})
const seats = (attributes: string, variables: Readonly<Record<string, unknown>>, expected: readonly string[], script = {}): Model => ({
  name: `user task with ${attributes}`,
  body: `<startEvent id="s"/><userTask id="a" ${attributes}/>\n s -> a`,
  steps: [{ do: 'start', variables, expect: { seats: expected } }],
  script,
})
const PEOPLE = { people: [{ name: 'amy', roles: ['finance'] }, { name: 'bob', roles: ['finance', 'board'] }, { name: 'cem' }] }

export const conditions: readonly Model[] = [
  judged('${amount > 1000}', { amount: 1001 }, true),
  judged('${amount >= 1000 && !urgent}', { amount: 1000, urgent: false }, true),
  judged('${state == \'new\' || state == "old"}', { state: 'old' }, true),
  judged("${state ne 'new' and amount lt 5}", { state: 'new', amount: 1 }, false),
  judged('${empty list}', { list: [] }, true),
  judged('${not empty list}', { list: [1] }, true),
  judged('${!empty name}', { name: '' }, false),
  judged('${order.customer.vip == true}', { order: { customer: { vip: true } } }, true),
  judged('#{approved}', { approved: true }, true),
  judged('${approved}', {}, false),
  judged("${approved == 'true'}", { approved: 'true' }, true),
  judged('${(a + b) * 2 == 10}', { a: 2, b: 3 }, true),
  judged('${a / b == 2.5}', { a: 5, b: 2 }, true),
  judged('${a mod 2 eq 1}', { a: 5 }, true),
  judged('${x == null}', {}, true),
  judged('${x != null}', { x: 1 }, true),
  judged("${execution.getVariable('amount') > 10}", { amount: 11 }, true),
  judged('${list.size() > 1}', { list: [1, 2] }, true),
  judged("${list.contains('b')}", { list: ['a', 'b'] }, true),
  judged("${name.equals('x')}", { name: 'x' }, true),
  judged("${name.startsWith('ab')}", { name: 'abc' }, true),
  judged('${name.isEmpty()}', { name: '' }, true),
  judged('${list.isEmpty()}', { list: [] }, true),
  judged("${roles['admin'] == true}", { roles: { admin: true } }, true),
  judged('${items[0].price > 3}', { items: [{ price: 4 }] }, true),
  judged('${vip ? amount > 100 : amount > 1000}', { vip: true, amount: 500 }, true),
  judged("${execution.hasVariable('x')}", {}, false),
  judged("${variables:get('amount') > 3}", { amount: 4 }, true),
  judged("${var:equals(state, 'x')}", { state: 'x' }, true),
  judged('${-x < 0}', { x: 1 }, true),
  judged('= amount > 100 and status = "open"', { amount: 101, status: 'open' }, true),
  judged('amount > 100', { amount: 100 }, false),
  judged('=list contains(colours, "red")', { colours: ['red'] }, true),
  judged('= if x = null then true else false', {}, true),
]

export const assignments: readonly Model[] = [
  seats('camunda:assignee="demo"', {}, ['a:demo']),
  seats('camunda:assignee="${who}"', { who: 'amy' }, ['a:amy']),
  seats('flowable:assignee="${order.clerk}"', { order: { clerk: 'amy' } }, ['a:amy']),
  seats('camunda:candidateUsers="amy, bob"', {}, ['a:amy', 'a:bob']),
  seats('flowable:candidateUsers="${list}"', { list: ['amy', 'cem'] }, ['a:amy', 'a:cem']),
  seats('camunda:candidateGroups="finance"', {}, ['a:amy', 'a:bob'], PEOPLE),
  seats('activiti:candidateGroups="board,finance"', {}, ['a:amy', 'a:bob'], PEOPLE),
  seats('camunda:assignee="${who}" camunda:candidateGroups="${groups}"', { groups: ['finance'] }, ['a:amy', 'a:bob'], PEOPLE),
  seats('camunda:assignee="${who}" camunda:candidateUsers="cem"', { who: 'amy' }, ['a:amy']),
  seats('camunda:assignee="${who}"', {}, ['a:anybody']),
  seats('camunda:formKey="embedded:app:forms/f.html" camunda:priority="50" camunda:asyncBefore="true" vendor:colour="red"', {}, [
    'a:anybody',
  ]),
  seats('camunda:assignee="${initiator}"', { initiator: 'amy' }, ['a:amy']),
  {
    name: 'the initiator who starts is whom ${starter} means (camunda:initiator)',
    body: `<startEvent id="s" camunda:initiator="starter"/><userTask id="a" camunda:assignee="\${starter}"/>\n s -> a`,
    steps: [{ do: 'start', person: 'amy', expect: { seats: ['a:amy'] } }],
  },
  {
    name: 'a user task of several candidates is done by the first',
    body: `<startEvent id="s"/><userTask id="a" camunda:candidateUsers="amy,bob"/>${tasks('z')}\n s -> a\n a -> z`,
    steps: [{ do: 'start' }, { do: 'claim', element: 'a', person: 'amy', expect: { seats: ['a:amy'] } }, done('a', 'z')],
  },
  {
    name: 'zeebe: assignment, candidates, io mapping',
    body: `<startEvent id="s"/><userTask id="a"><extensionElements><zeebe:userTask/><zeebe:assignmentDefinition assignee="=clerk"/><zeebe:formDefinition formId="f"/><zeebe:ioMapping><zeebe:input source="=amount * 2" target="double"/><zeebe:output source="=answer" target="result"/></zeebe:ioMapping><zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders></extensionElements></userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [
      { do: 'start', variables: { clerk: 'amy', amount: 4 }, expect: { seats: ['a:amy'] } },
      done('a', 'z', { answer: 7 }, { result: 7 }),
    ],
  },
  {
    name: 'the potential owner of plain BPMN',
    body: `<startEvent id="s"/><userTask id="a"><potentialOwner id="po"><resourceAssignmentExpression id="rae"><formalExpression>user(amy), group(finance)</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>\n s -> a`,
    steps: [start('a')],
  },
  {
    name: 'camunda:dueDate and followUpDate: the seat knows when it is due',
    body: `<startEvent id="s"/><userTask id="a" camunda:assignee="amy" camunda:dueDate="2026-02-01T00:00:00Z" camunda:followUpDate="2026-01-15T00:00:00Z"/>\n s -> a`,
    steps: [start('a')],
  },
]

export const services: readonly Model[] = [
  {
    name: 'classes, delegates and topics wait outside; expressions are computed',
    body: `<startEvent id="s"/><serviceTask id="a" camunda:class="org.example.A"/><serviceTask id="b" camunda:delegateExpression="\${bean}"/><serviceTask id="c" camunda:type="external" camunda:topic="charge" camunda:taskPriority="3"><extensionElements><camunda:properties><camunda:property name="x" value="1"/></camunda:properties><camunda:failedJobRetryTimeCycle>R3/PT5M</camunda:failedJobRetryTimeCycle></extensionElements></serviceTask><serviceTask id="d" camunda:expression="\${1 + 2}" camunda:resultVariable="sum"/>${tasks('z')}\n s -> a\n a -> b\n b -> c\n c -> d\n d -> z`,
    steps: [start('a'), done('a', 'b'), done('b', 'c'), done('c', 'z', { charged: true }, { sum: 3, charged: true })],
  },
  {
    name: 'zeebe job workers wait; script and decision tasks compute',
    body: `<startEvent id="s"/><serviceTask id="w"><extensionElements><zeebe:taskDefinition type="payment" retries="3"/><zeebe:taskHeaders><zeebe:header key="a" value="b"/></zeebe:taskHeaders></extensionElements></serviceTask><scriptTask id="x"><extensionElements><zeebe:script expression="=paid * 1.1" resultVariable="gross"/></extensionElements></scriptTask>${tasks('z')}\n s -> w\n w -> x\n x -> z`,
    steps: [start('w'), done('w', 'z', { paid: 100 }, { gross: 110 })],
  },
  {
    name: 'a service task without any work is passed, or waits when the script says so',
    body: `<startEvent id="s"/><serviceTask id="w"/>${tasks('z')}\n s -> w\n w -> z`,
    script: { wait: ['serviceTask'] },
    steps: [start('w'), done('w', 'z')],
  },
  {
    name: 'input and output parameters: text, expression, list, map',
    body: `<startEvent id="s"/><userTask id="a"><extensionElements><camunda:inputOutput><camunda:inputParameter name="text">hello</camunda:inputParameter><camunda:inputParameter name="sum">\${x + 1}</camunda:inputParameter><camunda:inputParameter name="list"><camunda:list><camunda:value>one</camunda:value><camunda:value>\${x}</camunda:value></camunda:list></camunda:inputParameter><camunda:inputParameter name="map"><camunda:map><camunda:entry key="k">v</camunda:entry><camunda:entry key="n">\${x}</camunda:entry></camunda:map></camunda:inputParameter><camunda:outputParameter name="out">\${sum * 2}</camunda:outputParameter></camunda:inputOutput></extensionElements></userTask>${tasks('z')}\n s -> a\n a -> z`,
    steps: [start('a', { x: 4 }), done('a', 'z', {}, { out: 10 })],
  },
  {
    name: 'listeners, forms, job retries and unknown extensions are passed over',
    body: `<extensionElements><camunda:executionListener class="org.example.L" event="start"/><vendor:thing a="1"><vendor:inner/></vendor:thing></extensionElements><startEvent id="s"><extensionElements><camunda:formData><camunda:formField id="f" label="F" type="string"><camunda:validation><camunda:constraint name="required"/></camunda:validation></camunda:formField></camunda:formData></extensionElements></startEvent><userTask id="a"><extensionElements><camunda:taskListener event="create"><camunda:script scriptFormat="groovy">x()</camunda:script></camunda:taskListener><flowable:formProperty id="p" type="enum"><flowable:value id="v" name="V"/></flowable:formProperty><vendor:thing/></extensionElements></userTask>\n s -> a`,
    steps: [start('a'), done('a', '')],
  },
  {
    name: 'script tasks in FEEL: a context, a list, a result',
    body: `<startEvent id="s"/><scriptTask id="x" scriptFormat="FEEL" camunda:resultVariable="r"><script>{ net: amount, gross: net * 1.2, parts: [net, gross] }</script></scriptTask>${tasks('z')}\n s -> x\n x -> z`,
    steps: [start('z', { amount: 10 }, { r: { net: 10, gross: 12, parts: [10, 12] } })],
  },
  {
    name: 'a business rule task asks a table of the steps file',
    body: `<startEvent id="s"/><businessRuleTask id="r" camunda:decisionRef="level" camunda:resultVariable="level" camunda:mapDecisionResult="singleEntry"/><exclusiveGateway id="g" default="g_b"/>${tasks('a', 'b')}\n s -> r\n r -> g\n g -> a [\${level == 'high'}]\n g -> b`,
    script: {
      decisions: [
        {
          kind: 'decision',
          name: 'level',
          hitPolicy: 'F',
          inputs: [{ name: 'amount', value: '=amount' }],
          outputs: [{ name: 'level' }],
          rules: [
            { name: 'one', when: ['> 100'], then: ['"high"'] },
            { name: 'two', when: ['-'], then: ['"low"'] },
          ],
        },
      ],
    },
    steps: [start('a', { amount: 101 }, { level: 'high' })],
  },
  {
    name: 'a business rule task and a call whose targets are elsewhere wait to be completed',
    body: `<startEvent id="s"/><callActivity id="k" calledElement="elsewhere"/><businessRuleTask id="r" camunda:decisionRef="elsewhere"/>${tasks('z')}\n s -> k\n k -> r\n r -> z`,
    steps: [start('k'), done('k', 'r'), done('r', 'z', { level: 2 }, { level: 2 })],
  },
  {
    name: 'zeebe: called element, message correlation, timers in FEEL',
    globals: `<message id="M" name="paid"><extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message><process id="sub" isExecutable="true"><startEvent id="q_s"/><userTask id="q_a"/>\n q_s -> q_a\n</process>`,
    body: `<startEvent id="s"/><callActivity id="k"><extensionElements><zeebe:calledElement processId="sub" propagateAllChildVariables="true"/></extensionElements></callActivity>${catching('m', '<messageEventDefinition messageRef="M"/>')}${catching('t', timer('=duration("PT2H")'))}${tasks('z')}\n s -> k\n k -> m\n m -> t\n t -> z`,
    steps: [
      { do: 'start', process: 'main', variables: { order: 7 } },
      { do: 'complete', element: 'q_a', variables: { x: 1 }, expect: { active: ['m'], variables: { x: 1 } } },
      message('paid', 'm', { correlation: '8' }),
      message('paid', 't', { correlation: '7' }),
      tick('PT2H', 'z'),
    ],
  },
  {
    name: 'a message name that is an expression',
    globals: '<message id="M" name="paid-${order}"/>',
    body: `<startEvent id="s"/>${catching('m', '<messageEventDefinition messageRef="M"/>')}${tasks('z')}\n s -> m\n m -> z`,
    steps: [start('m', { order: 'A1' }), message('paid-A2', 'm'), message('paid-A1', 'z')],
  },
  {
    name: 'a timer cycle in cron form at a boundary',
    body: `<startEvent id="s"/>${tasks('a', 'b')}${boundary('t', 'a', timer('0 0 9 * * ?', 'timeCycle'), false)}\n s -> a\n t -> b`,
    script: { timeZone: 'UTC', now: '2026-01-01T00:00:00Z' },
    steps: [start('a'), tick('PT8H59M', 'a'), tick('PT1M', 'a b'), tick('P1D', 'a b b')],
  },
  {
    name: 'loopCounter counts from 0 in a camunda collection',
    body: `<startEvent id="s"/><scriptTask id="x" scriptFormat="feel" camunda:resultVariable="last"><script>loopCounter</script>${many('', 'isSequential="true" camunda:collection="items" camunda:elementVariable="i"')}</scriptTask>${tasks('z')}\n s -> x\n x -> z`,
    steps: [start('z', { items: [5, 6, 7] }, { last: 2 })],
  },
]

export const refusals: readonly Model[] = [
  {
    name: 'a script in another language',
    body: `<startEvent id="s"/><scriptTask id="x" name="Sum" scriptFormat="javascript"><script>1</script></scriptTask>\n s -> x`,
    refused: /"x Sum".*javascript/,
  },
  {
    name: 'a choreography',
    body: `<startEvent id="s"/><userTask id="a"/>\n s -> a`,
    globals: '<choreography id="ch"/><process id="p2"><startEvent id="o"/><subChoreography id="sc"/></process>',
    refused: /sc|subChoreography/i,
  },
  { name: 'a condition that calls a bean', body: choose('${bean.check(order)}'), refused: /g_a/ },
  {
    name: 'a cancel end event outside a transaction',
    body: '<startEvent id="s"/><endEvent id="e" name="Off"><cancelEventDefinition/></endEvent>\n s -> e',
    refused: /"e Off".*transaction/,
  },
  {
    name: 'an event sub-process without a trigger',
    body: '<startEvent id="s"/><subProcess id="h" triggeredByEvent="true"><startEvent id="hs"/></subProcess>',
    refused: /"h"|"hs"/,
  },
  {
    name: 'an event-based gateway before a task',
    body: `<startEvent id="s"/><eventBasedGateway id="g"/>${tasks('a')}\n s -> g\n g -> a`,
    refused: /"g"/,
  },
  {
    name: 'a link to nowhere',
    body: '<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="gone"/></intermediateThrowEvent>\n s -> t',
    refused: /"t".*gone/,
  },
  {
    name: 'a boundary event attached to a gateway',
    body: `<startEvent id="s"/><exclusiveGateway id="g"/>${boundary('b', 'g', timer('PT1H'))}${tasks('a')}\n s -> g\n g -> a\n b -> a`,
    refused: /"b"/,
  },
  { name: 'a timer that is no time', body: `<startEvent id="s"/>${catching('c', timer('tomorrow'))}\n s -> c`, refused: /"c"/ },
]
