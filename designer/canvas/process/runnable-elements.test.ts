import * as options from 'bpmn-js/lib/features/replace/ReplaceOptions'
import { describe, expect, it } from 'vitest'
import { isRunnable, unrunnableActions } from './runnable-elements.ts'

describe('the palette of the diagram', () => {
  it.each([
    [{ type: 'bpmn:UserTask' }, true],
    [{ type: 'bpmn:CallActivity' }, true],
    [{ type: 'bpmn:ComplexGateway' }, true],
    [{ type: 'bpmn:BoundaryEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }, true],
    [{ type: 'bpmn:StartEvent', eventDefinitionType: 'bpmn:ErrorEventDefinition', isInterrupting: true }, true],
    [{ type: 'bpmn:StartEvent', eventDefinitionType: 'bpmn:ErrorEventDefinition' }, false],
    [{ type: 'bpmn:IntermediateThrowEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }, false],
    [{ type: 'bpmn:BoundaryEvent' }, false],
    [{ type: 'bpmn:DataStoreReference' }, false],
    [{ type: 'bpmn:Participant' }, false],
  ])('%j: %s', (target, expected) => {
    expect(isRunnable(target)).toBe(expected)
  })

  it('leaves nearly everything of the type menu, and takes away data and pools', () => {
    const refused = unrunnableActions(options)
    const all = Object.values(options).flatMap((list) => (Array.isArray(list) ? (list as { actionName: string }[]) : []))
    expect(all.length - refused.size).toBeGreaterThan(60)
    for (const name of ['replace-with-parallel-gateway', 'replace-with-user-task', 'replace-with-timer-boundary']) {
      expect(refused).not.toContain(name)
    }
    expect([...refused].sort()).toMatchInlineSnapshot(`
      [
        "replace-with-collapsed-pool",
        "replace-with-data-object-reference",
        "replace-with-data-store-reference",
        "replace-with-expanded-pool",
      ]
    `)
  })
})
