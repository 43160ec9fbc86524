import { expect, it } from 'vitest'
import { diagramFormulas, withDiagramFormula } from './diagram-formulas.ts'

const text = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="x">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s" />
    <bpmn:intermediateCatchEvent id="later"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:subProcess id="inner">
      <bpmn:userTask id="each"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">=3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>
    </bpmn:subProcess>
    <bpmn:intermediateCatchEvent id="until"><bpmn:conditionalEventDefinition id="c" /></bpmn:intermediateCatchEvent>
  </bpmn:process>
</bpmn:definitions>`

it('finds what events and repetitions say, and what they could say', async () => {
  const found = await diagramFormulas(text)
  expect([...found.keys()]).toEqual(['later', 'each', 'until'])
  expect(found.get('later')).toEqual([
    { part: 'timeDuration', at: 'eventDefinitions/0/timeDuration', body: 'P1D' },
    { part: 'timeDate', at: 'eventDefinitions/0/timeDate', body: null },
    { part: 'timeCycle', at: 'eventDefinitions/0/timeCycle', body: null },
  ])
  expect(found.get('each')![0]).toEqual({ part: 'loopCardinality', at: 'loopCharacteristics/loopCardinality', body: '=3' })
  expect(found.get('until')).toEqual([{ part: 'condition', at: 'eventDefinitions/0/condition', body: null }])
})

it('writes one of them and leaves everything else', async () => {
  const changed = await withDiagramFormula(text, 'until', 'eventDefinitions/0/condition', '=record.total > 1 and "a" < "b"')
  expect((await diagramFormulas(changed)).get('until')![0]!.body).toBe('=record.total > 1 and "a" < "b"')
  expect((await diagramFormulas(changed)).get('later')).toEqual((await diagramFormulas(text)).get('later'))
  const timed = await withDiagramFormula(changed, 'later', 'eventDefinitions/0/timeDuration', null)
  expect((await diagramFormulas(timed)).get('later')!.every(({ body }) => body === null)).toBe(true)
  expect(await withDiagramFormula(text, 'nobody', 'eventDefinitions/0/condition', 'x')).toBe(text)
})
