import { describe, expect, it } from 'vitest'
import { boxAt, labelAt } from './drawing.ts'
import { newDiagram } from './write-tree.ts'
import type { ProcessTree } from './process-tree.ts'

describe('names beside shapes', () => {
  const gateway = boxAt('bpmn:ExclusiveGateway', 100, 160)

  it('stand above gateways and ends, which lines reach from below, and below a start', () => {
    const above = labelAt('bpmn:ExclusiveGateway', '金额', gateway)!
    expect(above.y + above.height).toBeLessThan(gateway.y)
    const end = boxAt('bpmn:EndEvent', 300, 160)
    expect(labelAt('bpmn:EndEvent', '通过', end)!.y).toBeLessThan(end.y - 14)
    const start = boxAt('bpmn:StartEvent', 0, 160)
    expect(labelAt('bpmn:StartEvent', '提交', start)!.y).toBeGreaterThan(start.y + start.height)
  })

  it('are as wide in every language, over the middle, and higher when they take two lines', () => {
    const short = labelAt('bpmn:ExclusiveGateway', '例外', gateway)!
    const long = labelAt('bpmn:ExclusiveGateway', 'Low price or beyond the credit', gateway)!
    expect([short.width, short.x + short.width / 2]).toEqual([long.width, gateway.x + gateway.width / 2])
    expect([short.height, long.height]).toEqual([14, 28])
    expect(long.y + long.height).toBe(short.y + short.height)
  })

  it('have no place of their own where a shape carries its name, or has none', () => {
    expect(labelAt('bpmn:UserTask', '主管', boxAt('bpmn:UserTask', 0, 0))).toBeUndefined()
    expect(labelAt('bpmn:EndEvent', '', gateway)).toBeUndefined()
  })

  it('are drawn with the diagram, and a way has room for its name', async () => {
    const way = (id: string, name: string, condition: string | null) => ({ id, name, condition })
    const tree: ProcessTree = {
      start: { id: 'start', name: '提交' },
      steps: [
        {
          kind: 'fork',
          id: 'size',
          name: '金额',
          type: 'bpmn:ExclusiveGateway',
          join: null,
          default: 'small',
          branches: [
            {
              ...way('large', '超过 50,000', '=record.total > 50000'),
              steps: [{ kind: 'activity', id: 'boss', name: '总经理', type: 'bpmn:UserTask' }],
            },
            { ...way('small', '50,000 以内', null), steps: [] },
          ],
        },
        { kind: 'end', id: 'end', name: '通过' },
      ],
    }
    const text = await newDiagram('p', 'p', tree)
    expect(text.match(/<bpmndi:BPMNLabel>/g)).toHaveLength(3)
    const edge = /large-edge[^>]*>\s*<di:waypoint x="(\d+)"[^>]*>\s*<di:waypoint x="(\d+)"/.exec(text)!
    expect(Number(edge[2]) - Number(edge[1])).toBeGreaterThan(90)
  })
})
