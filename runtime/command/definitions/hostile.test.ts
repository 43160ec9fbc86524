import { afterAll, beforeAll, expect, it } from 'vitest'
import { DesignedWorkspace } from './design.fixture.ts'

let at: DesignedWorkspace

beforeAll(async () => {
  at = await DesignedWorkspace.open()
  const text = (await at.copy()).files.find((file) => file.path === 'item/entity.json')!.text
  await at.save('item/entity.json', text.replace('"Item"', '"Article"'))
}, 60_000)
afterAll(() => at.close())

const dangling =
  '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><bpmn:process id="receipt-approval"><bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="nowhere"/></bpmn:process></bpmn:definitions>'

it.each([
  ['not JSON', 'item/entity.json', '{ "kind": "entity", ', 'malformed-json'],
  ['a key twice', 'item/entity.json', '{ "kind": "entity", "name": "item", "name": "x" }', 'duplicate-key'],
  ['a prototype', 'item/entity.json', '{ "kind": "entity", "name": "item", "__proto__": {} }', 'forbidden-key'],
  ['nesting', 'item/entity.json', `{ "kind": "entity", "name": "item", "fields": ${'['.repeat(500)}${']'.repeat(500)} }`, 'too-deep'],
  ['a comment', 'item/entity.json', '// x\n{ "kind": "entity", "name": "item" }', 'malformed-json'],
  ['a comma too many', 'item/entity.json', '{ "kind": "entity", "name": "item", }', 'malformed-json'],
  ['no number', 'item/entity.json', '{ "kind": "entity", "name": "item", "fields": NaN }', 'malformed-json'],
  ['a constructor', 'item/entity.json', '{ "kind": "entity", "name": "item", "constructor": {} }', 'forbidden-key'],
  [
    'NUL, written as JSON writes it',
    'item/entity.json',
    '{ "kind": "entity", "name": "item", "label": "a\\u0000b" }',
    'definition-invalid',
  ],
  ['half a letter', 'item/entity.json', '{ "kind": "entity", "name": "item", "label": "\\ud800" }', 'malformed-json'],
  ['two texts', 'item/entity.json', '{} {}', 'malformed-json'],
  ['a list', 'item/entity.json', '[]', 'wrong-type'],
  ['nothing', 'item/entity.json', '', 'malformed-json'],
  ['no kind', 'item/entity.json', '{ "name": "item" }', 'definition-invalid'],
  ['a kind of its own', 'item/entity.json', '{ "kind": "toString", "name": "item" }', 'definition-invalid'],
  ['a name that is none', 'item/entity.json', '{ "kind": "entity", "name": "../x" }', 'definition-invalid'],
  ['a name of the language', 'item/entity.json', '{ "kind": "entity", "name": "__proto__" }', 'definition-invalid'],
  ['a path upwards', '../item/entity.json', '{}', 'bad-path'],
  ['a hidden file', '.ssh/keys.json', '{}', 'bad-path'],
  ['another kind of file', 'item/run.js', '1', 'bad-path'],
  ['a DOCTYPE', 'receipt/process.bpmn', '<!DOCTYPE x [<!ENTITY a "b">]><a>&a;</a>', 'bpmn-doctype'],
  ['XML that is none', 'receipt/process.bpmn', '<bpmn:definitions', 'bpmn-unparsable'],
  ['a way to nowhere', 'receipt/process.bpmn', dangling, 'bpmn-invalid'],
  ['another kind of picture', 'receipt/process.bpmn', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'bpmn-unparsable'],
  ['a web page', 'receipt/process.bpmn', '<!doctype html><html></html>', 'bpmn-doctype'],
  ['two megabytes', 'item/entity.json', `{ "kind": "entity", "name": "${'x'.repeat(2_000_000)}" }`, 'definition-too-long'],
  ['too much', 'item/entity.json', 'x'.repeat(1_000_001), 'definition-too-long'],
])('refuses %s and loses nothing', async (_, path, text, code) => {
  const before = await at.copy()
  const revision = before.changes.find((change) => change.path === path)?.revision ?? 0
  const files = [
    {
      path: 'place/entity.json',
      text: before.files.find((file) => file.path === 'place/entity.json')!.text.replace('"Place"', '"Spot"'),
      revision: 0,
    },
    { path, text, revision },
  ]
  await expect(at.run('save-definitions', { release: 1, files })).rejects.toMatchObject({ name: 'AppError', code })
  expect((await at.copy()).files).toEqual(before.files)
})
