import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { checkGraph, compileBpmn, inspectBpmn, translateFormula } from './index.ts'
import { readFormula, readFormulaOrText } from './read-formula.ts'

const file = (body: string, globals = '', attributes = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="defs" ${attributes}>${globals}<process id="p" isExecutable="true">${body}</process></definitions>`
const flow = (id: string, from: string, to: string, condition = ''): string =>
  `<sequenceFlow id="${id.replace(/^\d/, 'f$&')}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`
const elements = createBuiltInRegistry().elements

describe('hostile and broken files', () => {
  it.each<[string, string, string, RegExp]>([
    ['no XML', 'hello', 'bpmn-unparsable', /no XML document/],
    ['nothing', '', 'bpmn-unparsable', /no XML document/],
    ['a page', '<html><script>alert(1)</script></html>', 'bpmn-unparsable', /no BPMN document/],
    ['cut off', file('<startEvent id="s">').slice(0, -40), 'bpmn-unparsable', /./],
    [
      'a DOCTYPE',
      file('<startEvent id="s"/>').replace('<definitions', '<!DOCTYPE x [<!ENTITY a "b">]><definitions'),
      'bpmn-doctype',
      /DOCTYPE/,
    ],
    ['an entity', file('<startEvent id="s"/>').replace('<definitions', '<!ENTITY a "b"><definitions'), 'bpmn-doctype', /DOCTYPE/],
    ['nested too deep', file('<subProcess>'.repeat(200)), 'bpmn-unparsable', /deeper/],
    ['an unknown element', file('<startEvent id="s"/><teapot id="t"/>'), 'bpmn-unparsable', /teapot/i],
    ['an id twice', file('<startEvent id="s"/><endEvent id="s"/>'), 'bpmn-invalid', /"s".*twice/],
    ['an id that every object has', file('<startEvent id="s"/><userTask id="toString"/>'), 'bpmn-invalid', /"toString".*reserved/],
    ['a process named so', file('<startEvent id="s"/>').replace('id="p"', 'id="__proto__"'), 'bpmn-invalid', /"__proto__".*reserved/],
    [
      'a message that is nowhere',
      file('<startEvent id="s"><messageEventDefinition messageRef="gone"/></startEvent>'),
      'bpmn-invalid',
      /"s".*messageRef.*"gone"/,
    ],
    ['a flow to nowhere', file(`<startEvent id="s" name="Start"/>${flow('f', 's', 'gone')}`), 'bpmn-invalid', /"f".*targetRef.*"gone"/],
    ['a flow without an end', file('<startEvent id="s"/><sequenceFlow id="f" sourceRef="s"/>'), 'bpmn-invalid', /"f".*not connected/],
    [
      'a flow across a border',
      file(`<startEvent id="s"/><subProcess id="sub"><task id="t"/></subProcess>${flow('f', 's', 't')}`),
      'bpmn-invalid',
      /"f".*border/,
    ],
    [
      'no process',
      '<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"/>',
      'bpmn-unparsable',
      /no process/,
    ],
    [
      'a script that is not FEEL',
      file('<scriptTask id="x" name="Sum" scriptFormat="javascript"><script>while(true);</script></scriptTask>'),
      'bpmn-invalid',
      /"x Sum".*javascript/,
    ],
    [
      'a condition in another language',
      file(
        `<startEvent id="s"/><task id="t"/>${flow('f', 's', 't', '<conditionExpression xsi:type="tFormalExpression" language="javascript">a.b()</conditionExpression>')}`,
      ),
      'bpmn-invalid',
      /"f".*javascript/,
    ],
    [
      'a condition that calls host objects',
      file(`<startEvent id="s"/><task id="t"/>${flow('f', 's', 't', '<conditionExpression>${bean.ok(1)}</conditionExpression>')}`),
      'bpmn-invalid',
      /"f"/,
    ],
    [
      'a timer without a time',
      file('<intermediateCatchEvent id="c"><timerEventDefinition/></intermediateCatchEvent>'),
      'bpmn-invalid',
      /"c".*no date/,
    ],
    [
      'a multi-instance over nothing',
      file('<userTask id="t"><multiInstanceLoopCharacteristics/></userTask>'),
      'bpmn-invalid',
      /"t".*neither/,
    ],
  ])('%s', async (_name, text, code, message) => {
    await expect(compileBpmn(text)).rejects.toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }))
  })
  it('names every wrong element at once', async () => {
    const { problems } = await inspectBpmn(
      file(
        '<startEvent id="s"/><sequenceFlow id="f" sourceRef="s"/><scriptTask id="x" scriptFormat="groovy"><script>1</script></scriptTask>',
      ),
    )
    expect(problems.map((problem) => problem.element).sort()).toEqual(['f', 'x'])
  })
  it('an error that is named by its code alone, as Activiti and Flowable write it, is that code', async () => {
    const throwing = '<endEvent id="e"><errorEventDefinition errorRef="E1"/></endEvent>'
    const catching = '<boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition errorRef="E1"/></boundaryEvent>'
    const { main } = await compileBpmn(
      file(
        `<startEvent id="s"/>${flow('a', 's', 'sub')}<subProcess id="sub"><startEvent id="i"/>${flow('b1', 'i', 'e')}${throwing}</subProcess>${catching}${flow('c', 'b', 'end')}<endEvent id="end"/>`,
      ),
    )
    const codes = ['e', 'b'].map((id) => main.nodes.get(id)!.events[0]!.name)
    expect(codes).toEqual(['E1', 'E1'])
  })

  it('foreign attributes and drawings do no harm', async () => {
    const text = file(
      '<userTask id="t" camunda:asyncBefore="true" camunda:unknown="1" other="2"/>',
      '',
      'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
    ).replace(
      '</definitions>',
      '<bpmndi:BPMNDiagram id="dia"><bpmndi:BPMNPlane id="pl" bpmnElement="gone"/></bpmndi:BPMNDiagram></definitions>',
    )
    expect((await compileBpmn(text)).main.nodes.size).toBe(1)
  })
})

describe('files of other tools', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['camunda:assignee="kermit"', 'assign', { assign: '="kermit"', self: 'self' }],
    ['camunda:assignee="${manager}"', 'assign', { assign: '=manager', self: 'self' }],
    ['flowable:candidateUsers="a, ${b}"', 'candidates', { assign: '=flatten(["a", b])', decide: 'any', self: 'self' }],
    ['flowable:candidateGroups="sales"', 'groups', { assign: '=role("sales")', decide: 'any', self: 'self' }],
    ['camunda:formKey="f1" camunda:dueDate="${due}"', 'form and due', { form: 'f1', due: '=due' }],
  ])('%s', async (attribute, _what, settings) => {
    expect((await compileBpmn(file(`<userTask id="t" ${attribute}/>`))).main.nodes.get('t')!.settings).toEqual(settings)
  })
  it('process.json wins over them', async () => {
    const compiled = await compileBpmn(file('<userTask id="t" camunda:assignee="kermit"/>'), {
      elements: { t: { assign: '=leader(initiator)' } },
    })
    expect(compiled.main.nodes.get('t')!.settings.assign).toBe('=leader(initiator)')
  })
  it.each([
    ['${amount > 1000 && !urgent}', 'amount > 1000 and not(urgent)'],
    ["${state == 'new' || state eq 'old'}", 'state = "new" or state = "old"'],
    ['${a.b[0].c != null}', 'a.b[1].c != null'],
    ['${empty list}', '(list = null or list contains(["", "[]", "{}"], string(list)))'],
    ['${x gt 1 ? a : b}', 'if x > 1 then a else b'],
    ['${nrOfCompletedInstances/nrOfInstances >= 0.5}', 'nrOfCompletedInstances / nrOfInstances >= 0.5'],
    ['#{approved}', 'approved'],
    ['${a % 2 == 0}', 'modulo(a, 2) = 0'],
    ['= amount > 10', 'amount > 10'],
    ['amount > 10 and ok', 'amount > 10 and ok'],
    ['environment.variables.x === 1', 'x = 1'],
    ['status = "it\'s"', 'status = "it\'s"'],
    ['a >= 1 and b != 2', 'a >= 1 and b != 2'],
  ])('%s is %s', (foreign, feel) => expect(readFormula(foreign)).toBe(feel))
  it.each(['${execution.getProcessInstanceId()}', '${a.b(1)}', '${a; b}', "${x == 'open}", '${a +}'])('%s is refused', (text) =>
    expect(() => readFormula(text)).toThrow(expect.objectContaining({ code: 'expression-syntax' })),
  )
  it('texts with formulas inside become formulas', () => {
    expect(readFormulaOrText('order-${id}/${n}')).toBe('="order-" + string(id) + "/" + string(n)')
    expect(readFormulaOrText('PT5M')).toBe('PT5M')
  })
  it('deep nesting ends', () =>
    expect(() => translateFormula(`${'('.repeat(500)}1`)).toThrow(expect.objectContaining({ code: 'expression-syntax' })))
})

describe('publish check', () => {
  const check = async (body: string, settings = {}, globals = ''): Promise<string[]> =>
    checkGraph((await compileBpmn(file(body, globals), settings)).main, elements).map(
      (problem) => `${problem.severity} ${problem.element}: ${(problem.reason as { en: string }).en}`,
    )
  const split = (from: string, to: string): string =>
    `<startEvent id="s"/><${from} id="f"/><${to} id="j"/><task id="a"/><task id="b"/><endEvent id="e"/>${flow('1', 's', 'f')}${flow('2', 'f', 'a', '<conditionExpression>x</conditionExpression>')}${flow('3', 'f', 'b')}${flow('4', 'a', 'j')}${flow('5', 'b', 'j')}${flow('6', 'j', 'e')}`
  it.each<[string, string, unknown[]]>([
    ['a sound model', split('parallelGateway', 'parallelGateway'), []],
    [
      'a parallel join of exclusive branches',
      split('exclusiveGateway', 'parallelGateway'),
      [
        'strict f: the flow "f3" has no condition and is not the default',
        'strict j: the join can never fire',
        'strict e: nothing leads to it',
      ],
    ],
    [
      'a parallel join of inclusive branches may wait for ever',
      split('inclusiveGateway', 'parallelGateway'),
      ['warning j: the join may wait for ever for another branch'],
    ],
    ['an inclusive join of anything', split('inclusiveGateway', 'inclusiveGateway'), []],
    [
      'nothing leads to a step',
      `<startEvent id="s"/><task id="t"/><task id="lost"/><endEvent id="e"/>${flow('1', 's', 't')}${flow('2', 't', 'e')}${flow('3', 'lost', 'e')}`,
      ['strict lost: nothing leads to it'],
    ],
    [
      'a way without a condition that is not the default',
      `<startEvent id="s"/><exclusiveGateway id="g" default="f3"/><task id="a"/><task id="b"/><task id="c"/>${flow('1', 's', 'g')}${flow('2', 'g', 'a', '<conditionExpression>x</conditionExpression>')}${flow('3', 'g', 'b')}${flow('4', 'g', 'c').replace('<sequenceFlow', '<sequenceFlow name="later"')}`,
      ['strict g: the flow "f4 later" has no condition and is not the default'],
    ],
    [
      'a missing default',
      `<startEvent id="s"/><exclusiveGateway id="g"/><task id="a"/><task id="b"/>${flow('1', 's', 'g')}${flow('2', 'g', 'a', '<conditionExpression>x</conditionExpression>')}${flow('3', 'g', 'b', '<conditionExpression>y</conditionExpression>')}`,
      ['strict g: the default flow is missing'],
    ],
    [
      'what cannot run',
      `<startEvent id="s"/><choreographyTask id="c"/>${flow('1', 's', 'c')}`,
      ['error c: ChoreographyTask is not supported'],
    ],
    [
      'an event where it cannot stand',
      `<startEvent id="s"/><intermediateCatchEvent id="c"><errorEventDefinition/></intermediateCatchEvent>${flow('1', 's', 'c')}`,
      ['error c: a Error event cannot stand here'],
    ],
    [
      'a boundary event on nothing',
      '<startEvent id="s"/><boundaryEvent id="b"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>',
      ['error b: it is attached to no activity'],
    ],
    [
      'compensation without a handler',
      `<startEvent id="s"/><task id="t"/><boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>${flow('1', 's', 't')}`,
      ['error b: no compensation handler is associated with it'],
    ],
    [
      'a cancel end outside a transaction',
      `<startEvent id="s"/><endEvent id="e"><cancelEventDefinition/></endEvent>${flow('1', 's', 'e')}`,
      ['error e: a cancel end event can stand in a transaction only'],
    ],
    [
      'a link to nowhere',
      `<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="L"/></intermediateThrowEvent>${flow('1', 's', 't')}`,
      ['error t: there is no link target named "L"'],
    ],
    [
      'a formula with an error',
      `<startEvent id="s"/><userTask id="t" camunda:assignee="\${a}"/>${flow('1', 's', 't', '<conditionExpression>a > </conditionExpression>')}`,
      [expect.stringMatching(/^error s: Syntax error in the expression at character \d: a >/)],
    ],
  ])('%s', async (_name, body, found) => expect(await check(body)).toEqual(found))
  it('settings that cannot work', async () => {
    const body = `<startEvent id="s"/><userTask id="t"/><endEvent id="e"/>${flow('1', 's', 't')}${flow('2', 't', 'e')}`
    expect(
      await check(body, {
        elements: { t: { decide: 'ratio', reject: 'e', timeouts: [{ name: 'x', after: 'PT1H', do: 'return', to: 'gone' }] } },
      }),
    ).toEqual([
      'strict t: it has timeouts but no deadline (due)',
      'strict t: the target "gone" of the timeout "x" does not exist',
      'strict t: "e" cannot be returned to: it is no step that somebody decides',
      'strict t: it decides by ratio but has no ratio',
    ])
  })
})
