import { fail } from '../../error/index.ts'
import { elementOf, type ModdleElement } from './moddle-element.ts'

interface Expected {
  /** Elements that have the reference; undefined: all. */
  readonly of?: string
  /** What it has to lead to, by its type in BPMN, and how people call that. */
  readonly to: string
  readonly zh: string
  readonly en: string
}
const STEP = { of: 'bpmn:SequenceFlow', to: 'bpmn:FlowNode', zh: '步骤', en: 'step' }
const EXPECTED: Readonly<Record<string, Expected>> = {
  sourceRef: STEP,
  targetRef: STEP,
  attachedToRef: { of: 'bpmn:BoundaryEvent', to: 'bpmn:Activity', zh: '活动', en: 'activity' },
  default: { to: 'bpmn:SequenceFlow', zh: '路径', en: 'sequence flow' },
}

/** A way that leads to a way, an event that stands on one: the parser takes any id, no process can run so. Errors: `bpmn-invalid`. */
export function refuseWrongReferences(element: ModdleElement): void {
  for (const [property, { of, to, zh, en }] of Object.entries(EXPECTED)) {
    const other = of === undefined || of === element.$type ? elementOf(element, property) : undefined
    if (other === undefined || isOf(other, to)) continue
    const name = other.id ?? other.$type
    throw fail('bpmn-invalid', {
      element: element.name ? `${element.id} ${element.name}` : (element.id ?? element.$type),
      reason: { zh: `${property} 指向的“${name}”不是${zh}`, en: `${property} refers to "${name}", which is no ${en}` },
    })
  }
}

function isOf(element: ModdleElement, type: string): boolean {
  return (element as unknown as { $instanceOf(type: string): boolean }).$instanceOf(type)
}
