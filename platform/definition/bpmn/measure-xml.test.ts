import { describe, expect, it } from 'vitest'
import { measureXml } from './measure-xml.ts'
import { readBpmn } from './read-bpmn.ts'

const MODEL = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'

describe('the measure of an XML text', () => {
  it.each([
    ['<a/>', 0, 1, true],
    ['<a><b/><c></c></a>', 2, 3, true],
    ['<?xml version="1.0"?><!-- <x><y> --><a><![CDATA[<z><z>]]></a>', 1, 1, true],
    ['<a b=">"><c d="/>"></c></a>', 2, 2, true],
    ["<a b='\"'><c/></a>", 1, 2, true],
    ['<a b="', 0, 0, false],
    ['<!-- ', 0, 0, false],
    ['no element', 0, 0, true],
  ])('%s', (text, depth, elements, isWhole) => {
    expect(measureXml(text, 100, 100)).toEqual({ depth, elements, isWhole })
  })

  it('stops at either limit', () => {
    expect(measureXml('<a>'.repeat(1_000), 10, 1_000).depth).toBe(11)
    expect(measureXml('<a/>'.repeat(1_000), 10, 20).elements).toBe(21)
  })
})

describe('a hostile BPMN file is refused in bounded time', () => {
  it.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><definitions/>', 'bpmn-doctype'],
    ['nesting', `<definitions ${MODEL}>${'<subProcess id="a">'.repeat(100_000)}`, 'bpmn-unparsable'],
    ['nesting hidden in values', `<definitions ${MODEL}>${'<subProcess id="/>">'.repeat(100_000)}`, 'bpmn-unparsable'],
    [
      'a flood of elements',
      `<definitions ${MODEL}><process id="p">${'<task/>'.repeat(200_000)}</process></definitions>`,
      'bpmn-unparsable',
    ],
    ['comments that never end', '<!--'.repeat(1_000_000), 'bpmn-unparsable'],
    ['quotes that never end', '<a b="'.repeat(1_000_000), 'bpmn-unparsable'],
    ['foreign elements', `<definitions ${MODEL} xmlns:q="http://q">${'<q:x/>'.repeat(20_000)}</definitions>`, ''],
    ['a text that is too long', ' '.repeat(8_000_001), 'bpmn-unparsable'],
  ])('%s', async (_what, text, code) => {
    const started = performance.now()
    const refused = await readBpmn(text).then(
      () => '',
      (error: { code: string }) => error.code,
    )
    expect(refused).toBe(code)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
