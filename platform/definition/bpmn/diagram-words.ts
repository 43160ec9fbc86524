import { isObject } from '../diff/compare-values.ts'
import type { PlainElement } from './plain-diagram.ts'

type Words = readonly [zh: string, en: string]

const ACTIVITY: Words = ['步骤', 'step']
const GATEWAY: Words = ['分支', 'gateway']
const EVENT: Words = ['事件', 'event']

/** Kinds of elements in business words; by the end of the type's name where several are one thing for people. */
const TYPES: readonly (readonly [RegExp, Words])[] = [
  [/:SequenceFlow$/, ['连线', 'flow']],
  [/:StartEvent$/, ['开始', 'start']],
  [/:EndEvent$/, ['结束', 'end']],
  [/Event$/, EVENT],
  [/Gateway$/, GATEWAY],
  [/(Task|SubProcess|Transaction|CallActivity)$/, ACTIVITY],
  [/:Process$/, ['流程', 'process']],
  [/:(TextAnnotation|Association)$/, ['注释', 'annotation']],
  [/:(DataObject|DataObjectReference|DataStoreReference)$/, ['数据', 'data']],
  [/:(Lane|LaneSet|Participant|Collaboration)$/, ['泳道', 'lane']],
  [/:(Message|Signal|Error|Escalation)$/, ['消息', 'message']],
]

const PROPERTIES: Readonly<Record<string, Words>> = {
  label: ['名称', 'name'],
  conditionExpression: ['条件', 'condition'],
  sourceRef: ['起点', 'origin'],
  targetRef: ['终点', 'destination'],
  attachedToRef: ['所在步骤', 'step it stands on'],
  default: ['其他情况走的路', 'way for all other cases'],
  loopCharacteristics: ['重复执行', 'repetition'],
  eventDefinitions: ['事件内容', 'what happens'],
  documentation: ['说明', 'documentation'],
  cancelActivity: ['是否中断步骤', 'whether it interrupts'],
  isInterrupting: ['是否中断', 'whether it interrupts'],
  text: ['文字', 'text'],
}

/** Properties that name another element by its id. */
const REFERENCES: ReadonlySet<string> = new Set(['sourceRef', 'targetRef', 'attachedToRef', 'default'])

export function wordOfType(type: unknown): Words {
  return TYPES.find(([pattern]) => pattern.test(String(type)))?.[1] ?? ['元素', 'element']
}

export function wordOfProperty(name: string): Words {
  return PROPERTIES[name] ?? ['设置', 'settings']
}

/** What people call an element: its label, of a flow the two ends, else its id; the id stands behind the label. */
export function nameOfElement(element: PlainElement, all: ReadonlyMap<string, PlainElement>): string {
  const label = labelOf(element)
  if (label !== undefined) return label === element.name ? label : `${label} (${element.name})`
  if (typeof element.sourceRef !== 'string' || typeof element.targetRef !== 'string') return element.name
  const end = (id: string): string => labelOf(all.get(id)) ?? id
  return `${end(element.sourceRef)} → ${end(element.targetRef)} (${element.name})`
}

/** What people call an element, without its id where it has a label or ends that have one. */
export function plainNameOfElement(element: PlainElement, all: ReadonlyMap<string, PlainElement>): string {
  const label = labelOf(element)
  if (label !== undefined) return label
  if (typeof element.sourceRef !== 'string' || typeof element.targetRef !== 'string') return element.name
  return `${labelOf(all.get(element.sourceRef)) ?? element.sourceRef} → ${labelOf(all.get(element.targetRef)) ?? element.targetRef}`
}

/** A value as people read it: the other element's label, the text of a condition. */
export function quoteValue(property: string, value: unknown, all: ReadonlyMap<string, PlainElement>): string | undefined {
  if (typeof value !== 'string') return undefined
  const element = REFERENCES.has(property) ? all.get(value) : undefined
  if (element !== undefined) return nameOfElement(element, all)
  if (!value.startsWith('$whole:')) return value
  const body = (JSON.parse(value.slice('$whole:'.length)) as { body?: unknown }).body
  return typeof body === 'string' ? body : undefined
}

/** Every element of a diagram by its id; of the drawing nothing. */
export function elementsById(definitions: unknown): Map<string, PlainElement> {
  const found = new Map<string, PlainElement>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each)
    else if (isObject(value)) {
      if (typeof value.$type === 'string' && typeof value.name === 'string') found.set(value.name, value as PlainElement)
      for (const [key, child] of Object.entries(value)) if (key !== 'diagrams') walk(child)
    }
  }
  walk(definitions)
  return found
}

function labelOf(element: PlainElement | undefined): string | undefined {
  return typeof element?.label === 'string' && element.label.trim() !== '' ? element.label : undefined
}
