import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { loadDefinitions } from '../load.ts'
import { importModel } from './import-model.ts'

const registry = createBuiltInRegistry()
const options = { registry, name: 'order', label: 'Order' }
const bpmn = (body: string, more = ''): string =>
  `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d">${more}<bpmn:process id="Process_1" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`
const flow = (id: string, from: string, to: string, condition = ''): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition === '' ? '' : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`
const branching = `<bpmn:startEvent id="s"/><bpmn:userTask id="a" name="Check" camunda:candidateGroups="finance"/><bpmn:exclusiveGateway id="g" default="f4"/><bpmn:userTask id="b" camunda:assignee="\${boss}"/><bpmn:endEvent id="e"/><bpmn:endEvent id="e2"/>${flow('f1', 's', 'a')}${flow('f2', 'a', 'g')}${flow('f3', 'g', 'b', '\${amount &gt; 1000 &amp;&amp; urgent}')}${flow('f4', 'g', 'e')}${flow('f5', 'b', 'e2')}`

describe('a file of another tool', () => {
  it('becomes a process: people as settings, conditions as FEEL, with a drawing', async () => {
    const { files, findings, obstacle } = await importModel(bpmn(branching), { ...options, entity: 'order' })
    expect(files.map((file) => file.path)).toEqual(['processes/order.json', 'processes/order.bpmn'])
    expect(JSON.parse(files[0]!.text)).toMatchObject({
      kind: 'process',
      name: 'order',
      entity: 'order',
      start: 'submitted',
      elements: { a: { assign: '=role("finance")', decide: 'any' }, b: { assign: '=boss' } },
    })
    expect(files[1]!.text).toContain('amount &gt; 1000 and urgent')
    expect(files[1]!.text).toContain('BPMNShape')
    expect(obstacle).toBeNull()
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([])
  })

  it('without a record it is started by hand; what is no tree says why and stays as it was drawn', async () => {
    const text = bpmn(`<bpmn:startEvent id="s"/><bpmn:userTask id="a" camunda:assignee="x"/><bpmn:userTask id="b" camunda:assignee="x"/><bpmn:endEvent id="e"/>${flow('f1', 's', 'a')}${flow('f2', 'a', 'b')}${flow('f3', 'b', 'a')}${flow('f4', 'a', 'e')}`) // prettier-ignore
    const { files, obstacle } = await importModel(text, options)
    expect(JSON.parse(files[0]!.text)).toMatchObject({ start: 'manual' })
    expect(obstacle).not.toBeNull()
    expect(files[1]!.text).toBe(text)
  })

  it('a DMN file becomes decisions that can be loaded', async () => {
    const text = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="M" namespace="n"><decision id="fee" name="Fee"><decisionTable><input><inputExpression><text>amount</text></inputExpression></input><output name="fee"/><rule><inputEntry><text>&gt; 10</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision></definitions>`
    const { kind, files } = await importModel(text, options)
    expect({ kind, paths: files.map((file) => file.path) }).toEqual({ kind: 'decision', paths: ['decisions/fee.json'] })
    const { problems } = loadDefinitions([...files], registry)
    expect(problems.filter((problem) => problem.file === files[0]!.path)).toEqual([])
  })

  it.each([
    ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${bpmn(branching)}`, 'bpmn-doctype'],
    ['no XML', '{"kind":"process"}', 'bpmn-unparsable'],
    ['an open tag', bpmn(branching).slice(0, -20), 'bpmn-unparsable'],
    ['a flow to nowhere', bpmn(`<bpmn:startEvent id="s"/>${flow('f1', 's', 'gone')}`), 'bpmn-invalid'],
    ['one id twice', bpmn('<bpmn:startEvent id="s"/><bpmn:task id="s"/>'), 'bpmn-invalid'],
    ['an unknown element', bpmn('<bpmn:startEvent id="s"/><bpmn:warpTask id="w"/>'), 'bpmn-unparsable'],
    ['no process', '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"/>', 'bpmn-unparsable'],
    ['8 million characters', bpmn(`<bpmn:documentation>${'x'.repeat(8_000_001)}</bpmn:documentation>`), 'bpmn-unparsable'],
    ['100,000 elements', bpmn('<bpmn:task/>'.repeat(100_000)), 'bpmn-unparsable'],
  ])('%s is refused', async (_what, text, code) => {
    await expect(importModel(text, options)).rejects.toMatchObject({ code })
  })

  it('what cannot run is told by id and name', async () => {
    const text = bpmn(`<bpmn:startEvent id="s"/><bpmn:choreographyTask id="c" name="Dance"/>${flow('f1', 's', 'c')}`)
    const found = await importModel(text, options).catch((error: { code: string }) => error)
    expect(JSON.stringify(found)).toMatch(/Dance|bpmn-/)
  })
})
