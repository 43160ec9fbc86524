import { BpmnModdle } from 'bpmn-moddle'
import { bodyOf, elementOf, elementsOf, type ModdleElement } from './moddle-element.ts'
import { readBpmn } from './read-bpmn.ts'

/** A formula or a time that stands in the diagram alone. */
export interface DiagramFormula {
  /** What it says: `condition`, `timeDuration`, `completionCondition` … */
  readonly part: string
  /** Where it stands below its element: `eventDefinitions/0/timeDuration`. */
  readonly at: string
  /** Null: it could be there. */
  readonly body: string | null
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  'bpmn:TimerEventDefinition': ['timeDuration', 'timeDate', 'timeCycle'],
  'bpmn:ConditionalEventDefinition': ['condition'],
  'bpmn:StandardLoopCharacteristics': ['loopCondition'],
  'bpmn:MultiInstanceLoopCharacteristics': ['loopCardinality', 'completionCondition'],
  'bpmn:Assignment': ['from', 'to'],
}
const HOLDERS = ['eventDefinitions', 'dataInputAssociations', 'dataOutputAssociations', 'assignment']

/** What an element's events, repetition and mappings say, of every element that has such. Errors: those of `readBpmn`. */
export async function diagramFormulas(text: string): Promise<Map<string, DiagramFormula[]>> {
  const found = new Map<string, DiagramFormula[]>()
  for (const element of elementsBelow(await readBpmn(text))) {
    const formulas = formulasOf(element, '')
    if (formulas.length > 0) found.set(element.id ?? '', formulas)
  }
  return found
}

/** The diagram with another text at that place; null takes it away. Errors: those of `readBpmn`. */
export async function withDiagramFormula(text: string, id: string, at: string, body: string | null): Promise<string> {
  const definitions = await readBpmn(text)
  const element = elementsBelow(definitions).find((each) => each.id === id)
  const segments = at.split('/')
  const part = segments.pop()!
  const owner = segments.reduce<unknown>((value, segment) => (value as Record<string, unknown> | undefined)?.[segment], element)
  if (owner === undefined) return text
  const holder = owner as Record<string, unknown>
  if (body === null) delete holder[part]
  else {
    const model = holder.$model as { create(type: string, properties: object): object }
    holder[part] = Object.assign(model.create('bpmn:FormalExpression', { body }), { $parent: holder })
  }
  const { xml } = await new BpmnModdle().toXML(definitions, { format: true })
  return xml
}

function elementsBelow(owner: ModdleElement): ModdleElement[] {
  const children = ['rootElements', 'flowElements'].flatMap((property) => elementsOf(owner, property))
  return children.flatMap((child) => [child, ...elementsBelow(child)])
}

function formulasOf(owner: ModdleElement, at: string): DiagramFormula[] {
  const own = (PARTS[owner.$type] ?? []).map((part) => ({ part, at: at + part, body: bodyOf(elementOf(owner, part)) ?? null }))
  const inLists = HOLDERS.flatMap((property) =>
    elementsOf(owner, property).flatMap((each, index) => formulasOf(each, `${at}${property}/${index}/`)),
  )
  const loop = elementOf(owner, 'loopCharacteristics')
  return [...own, ...inLists, ...(loop === undefined ? [] : formulasOf(loop, `${at}loopCharacteristics/`))]
}
