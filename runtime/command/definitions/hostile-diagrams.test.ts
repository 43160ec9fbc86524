import { afterAll, beforeAll, expect, it } from 'vitest'
import { DesignedWorkspace } from './design.fixture.ts'

let at: DesignedWorkspace

beforeAll(async () => {
  at = await DesignedWorkspace.open()
}, 60_000)
afterAll(() => at.close())

interface Told {
  readonly file: string
  readonly code: string
  readonly message: string
}

const diagram = (inside: string, beside = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:other="http://example.com/other" id="d" targetNamespace="x">
<bpmn:process id="receipt-approval" isExecutable="true">${inside}</bpmn:process>${beside}</bpmn:definitions>`
const WAY = '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/>'

const waiting = (condition: string): string =>
  '<bpmn:startEvent id="s"/><bpmn:intermediateCatchEvent id="w"><bpmn:conditionalEventDefinition id="c">' +
  `<bpmn:condition>${condition}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent><bpmn:endEvent id="e"/>` +
  '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="w"/><bpmn:sequenceFlow id="g" sourceRef="w" targetRef="e"/>'

/** What the check says of a file, without saving it. */
async function told(path: string, text: string): Promise<string[]> {
  const { problems } = await at.ask<{ problems: Told[] }>('definition-problems', { files: [{ path, text }] })
  return problems.filter(({ file }) => file === path).map(({ message }) => message)
}

/** What is legal is taken (BPMN 2.0 lets a process begin in several places, or nowhere); everything else has an answer in words. */
it.each<[string, string, string | undefined]>([
  ['a file without a picture', diagram(WAY), undefined],
  ['elements of another tool', diagram(`${WAY}<other:thing price="1"/>`), undefined],
  ['a name with markup in it', diagram(WAY.replace('id="s"', 'id="s" name="&lt;img src=x onerror=alert(1)&gt;"')), undefined],
  ['a step that nothing leads to', diagram(`${WAY}<bpmn:userTask id="lonely" name="孤单"/>`), '流程元素“lonely 孤单”有误：没有路径到达'],
  ['two beginnings', diagram(`${WAY}<bpmn:startEvent id="s2"/><bpmn:sequenceFlow id="f2" sourceRef="s2" targetRef="e"/>`), undefined],
  ['an event that waits for what there is not', diagram(waiting('record.nothing &gt; 1')), '“receipt”没有“nothing”'],
  ['an event that waits for a number', diagram(waiting('record.total + 1')), '此处应为 是否，表达式的结果是 数字'],
  ['an event that waits for a variable', diagram(waiting('approvals &gt; 1 and record.total &gt; 1')), undefined],
  ['no beginning', diagram('<bpmn:endEvent id="e"/>'), undefined],
  [
    'a way to nowhere',
    diagram('<bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="nowhere"/>'),
    '流程元素“f”有误：targetRef 指向不存在的“nowhere”',
  ],
  [
    'a way to itself',
    diagram('<bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="f"/>'),
    '流程元素“f”有误：targetRef 指向的“f”不是步骤',
  ],
  [
    'a way from a store of data',
    diagram('<bpmn:dataObject id="o"/><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="o" targetRef="e"/>'),
    '流程元素“f”有误：sourceRef 指向的“o”不是步骤',
  ],
  [
    'an event on the edge of an event',
    diagram(`${WAY}<bpmn:boundaryEvent id="b" name="到点" attachedToRef="e"/>`),
    '流程元素“b 到点”有误：attachedToRef 指向的“e”不是活动',
  ],
  [
    'a usual way that is a step',
    diagram(`${WAY}<bpmn:exclusiveGateway id="g" default="e"/>`),
    '流程元素“g”有误：default 指向的“e”不是路径',
  ],
  ['one id twice', diagram('<bpmn:startEvent id="s"/><bpmn:endEvent id="s"/>'), '流程元素“s”有误：该 id 出现了两次'],
  ['two processes', diagram(WAY, '<bpmn:process id="other"><bpmn:startEvent id="z"/></bpmn:process>'), undefined],
  [
    'no process',
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"/>',
    'BPMN 文件无法解析：文件中没有流程',
  ],
  ['a picture of another kind', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'BPMN 文件无法解析：这不是 BPMN 文件'],
  ['an entity', diagram(WAY.replace('id="s"', 'id="s" name="&boom;"')), undefined],
  ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${diagram(WAY)}`, 'BPMN 文件含有 DOCTYPE，已拒绝'],
])('a diagram: %s', async (_, text, said) => {
  expect(await told('receipt/process.bpmn', text)).toEqual(said === undefined ? [] : [said])
})

it.each([
  [
    'a number no computer writes',
    '{ "kind": "entity", "name": "item", "nature": "master", "fields": 1e999 }',
    ['小数请写成文本，例如 "0.05"'],
  ],
  [
    'a part of a step',
    '{ "kind": "entity", "name": "item", "nature": "master", "fields": [{ "name": "a", "type": "number", "scale": 1.5 }] }',
    ['小数请写成文本，例如 "0.05"'],
  ],
  ['an object for a list', '{ "kind": "entity", "name": "item", "nature": "master", "fields": { "a": 1 } }', ['应为列表，现在是对象']],
  [
    'nothing in a list',
    '{ "kind": "entity", "name": "item", "nature": "master", "fields": [null, 3, "x"] }',
    ['应为对象，现在是空值', '应为对象，现在是数字', '应为对象，现在是“x”'],
  ],
  [
    'a type of the language',
    '{ "kind": "entity", "name": "item", "nature": "master", "fields": [{ "name": "a", "type": "__proto__" }] }',
    ['“__proto__”不是已知的 type'],
  ],
])('a definition: %s', async (_, text, said) => expect(await told('item/entity.json', text)).toEqual(said))
