import type { JudgedStep } from '../read-script.ts'

/** A model of the kind that other tools write, and what must happen when it runs. */
export interface Model {
  readonly name: string
  /** Content of the process; `a -> b [condition]` lines are flows, named `a_b` (a second one `a_b_2`). */
  readonly body: string
  /** Messages, signals, errors … and further processes. */
  readonly globals?: string
  readonly steps?: readonly JudgedStep[]
  /** Further properties of the steps file. */
  readonly script?: Readonly<Record<string, unknown>>
  /** The model must not run: what the refusal says. */
  readonly refused?: RegExp
}

type Variables = Readonly<Record<string, unknown>>

/** Active elements after a step; none: the instance has ended. */
const after = (active: string, variables?: Variables): JudgedStep['expect'] => {
  const ids = active.split(/[\s,]+/).filter((id) => id !== '')
  return { active: ids, ended: ids.length === 0, ...(variables === undefined ? {} : { variables }) }
}

export const start = (active: string, variables: Variables = {}, found?: Variables): JudgedStep => ({
  do: 'start',
  variables,
  expect: after(active, found),
})
export const done = (element: string, active: string, variables: Variables = {}, found?: Variables): JudgedStep => ({
  do: 'complete',
  element,
  variables,
  expect: after(active, found),
})
export const failed = (element: string, error: string, active: string, found?: Variables): JudgedStep => ({
  do: 'fail',
  element,
  error,
  expect: after(active, found),
})
export const tick = (by: string, active: string, found?: Variables): JudgedStep => ({ do: 'advance', by, expect: after(active, found) })
export const till = (to: string, active: string): JudgedStep => ({ do: 'advance', to, expect: after(active) })
export const message = (name: string, active: string, more: Partial<JudgedStep> = {}, found?: Variables): JudgedStep => ({
  do: 'message',
  name,
  ...more,
  expect: after(active, found),
})
export const signal = (name: string, active: string, variables: Variables = {}): JudgedStep => ({
  do: 'signal',
  name,
  variables,
  expect: after(active),
})

const NAMESPACES = {
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  flowable: 'http://flowable.org/bpmn',
  activiti: 'http://activiti.org/bpmn',
  zeebe: 'http://camunda.org/schema/zeebe/1.0',
  modeler: 'http://camunda.org/schema/modeler/1.0',
  bpmndi: 'http://www.omg.org/spec/BPMN/20100524/DI',
  vendor: 'https://vendor.example/extension',
}

/** The XML file of a model. */
export function writeModel({ body, globals = '' }: Pick<Model, 'body' | 'globals'>): string {
  const namespaces = Object.entries(NAMESPACES).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  const attributes = 'id="definitions" targetNamespace="https://models.example" exporter="Modeler" exporterVersion="5.0.0"'
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" ${namespaces.join(' ')} ${attributes}>
${writeFlows(globals)}
<process id="main" isExecutable="true">
${writeFlows(body)}
</process>
</definitions>
`
}

function writeFlows(text: string): string {
  const counts = new Map<string, number>()
  return text.replace(/^\s*(\w+) -> (\w+)(?: \[(.*)\])?\s*$/gm, (_, from: string, to: string, condition?: string) => {
    const count = (counts.get(`${from}_${to}`) ?? 0) + 1
    counts.set(`${from}_${to}`, count)
    const id = count === 1 ? `${from}_${to}` : `${from}_${to}_${count}`
    const inner =
      condition === undefined
        ? ''
        : `<conditionExpression xsi:type="tFormalExpression">${condition.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</conditionExpression>`
    return `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`
  })
}

/** User tasks. */
export const tasks = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
/** The text inside an event or an activity. */
export const timer = (duration: string, kind = 'timeDuration'): string =>
  `<timerEventDefinition><${kind}>${duration}</${kind}></timerEventDefinition>`
export const throwing = (id: string, definition: string): string =>
  `<intermediateThrowEvent id="${id}">${definition}</intermediateThrowEvent>`
export const catching = (id: string, definition: string): string =>
  `<intermediateCatchEvent id="${id}">${definition}</intermediateCatchEvent>`
export const boundary = (id: string, on: string, definition: string, interrupting = true): string =>
  `<boundaryEvent id="${id}" attachedToRef="${on}" cancelActivity="${interrupting}">${definition}</boundaryEvent>`
export const ending = (id: string, definition = ''): string => `<endEvent id="${id}">${definition}</endEvent>`
/** An event sub-process with one task. */
export const onEvent = (id: string, definition: string, task: string, interrupting = true): string =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}_s" isInterrupting="${interrupting}">${definition}</startEvent>${tasks(task)}<endEvent id="${id}_e"/><sequenceFlow id="${id}_1" sourceRef="${id}_s" targetRef="${task}"/><sequenceFlow id="${id}_2" sourceRef="${task}" targetRef="${id}_e"/></subProcess>`
/** An activity with a compensation handler of its own. */
export const undoable = (id: string, handler: string, type = 'userTask'): string =>
  `<${type} id="${id}"/><boundaryEvent id="${id}_c" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent><userTask id="${handler}" isForCompensation="true"/><association id="${id}_a" sourceRef="${id}_c" targetRef="${handler}" associationDirection="One"/>`
export const many = (inner: string, attributes = ''): string =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics>`
