import { BpmnModdle } from 'bpmn-moddle'
import type { ModdleElement } from './moddle-element.ts'

/**
 * A diagram as plain values, to be merged by names: every element is `{ name: id, type, … }`, lists of elements are lists
 * of such, references are ids. What has no id (a condition, a timer, what other tools add) is one value, its text.
 */
export type PlainElement = { readonly name: string } & Readonly<Record<string, unknown>>

interface Property {
  readonly name: string
  readonly ns: { readonly name: string; readonly localName: string }
  readonly isMany?: boolean
  readonly isReference?: boolean
  readonly isVirtual?: boolean
}
interface Described {
  readonly $descriptor: { readonly properties: readonly Property[]; readonly isGeneric?: boolean }
}
type Live = ModdleElement & Described & { get(name: string): unknown; set(name: string, value: unknown): void; $parent?: unknown }

/** What follows from flows: made anew. */
const DERIVED = new Set(['incoming', 'outgoing'])
const TYPE = '$type'
const ATTRIBUTES = '$attrs'
/** Marks a value that stands for an element without an id. */
const WHOLE = '$whole:'

/** Reads and writes diagrams of one merge: elements without ids are kept by their text, so that they can be put back. */
export class DiagramBook {
  readonly #moddle = new BpmnModdle()
  readonly #whole = new Map<string, Live>()

  async read(text: string): Promise<PlainElement> {
    return this.#plain((await this.#moddle.fromXML(text)).rootElement as Live, 'definitions')
  }

  async write(plain: PlainElement): Promise<string> {
    const byId = new Map<string, Live>()
    const later: (() => void)[] = []
    const root = this.#live(plain, byId, later)
    for (const connect of later) connect()
    for (const element of byId.values()) if (element.$type === 'bpmn:SequenceFlow') joinFlow(element)
    return (await this.#moddle.toXML(root, { format: true })).xml
  }

  #plain(element: Live, name: string): PlainElement {
    const plain: Record<string, unknown> = { name, [TYPE]: element.$type }
    for (const property of element.$descriptor.properties) {
      if (DERIVED.has(property.name) || property.isVirtual === true || !Object.hasOwn(element, property.name)) continue
      const value = this.#value(element.get(property.ns.name), property)
      if (value !== undefined) plain[keyOf(property)] = value
    }
    const attributes = Object.entries(element.$attrs ?? {})
    if (attributes.length > 0) plain[ATTRIBUTES] = Object.fromEntries(attributes)
    return plain as PlainElement
  }

  #value(value: unknown, property: Property): unknown {
    if (property.isReference === true) {
      return Array.isArray(value) ? (value as Live[]).map((each) => ({ name: each.id ?? '' })) : (value as Live).id
    }
    if (!isElement(value) && !Array.isArray(value)) return value
    if (!Array.isArray(value)) return this.#child(value as Live)
    if (!value.every(isElement)) return value as unknown[]
    // A list in which something has no id is taken value by value.
    const isNamed = (value as Live[]).every((each) => nameOf(each) !== undefined)
    return (value as Live[]).map((each) => (isNamed ? this.#plain(each, nameOf(each)!) : this.#asWhole(each)))
  }

  #child(element: Live): PlainElement | string {
    const name = nameOf(element)
    return name === undefined ? this.#asWhole(element) : this.#plain(element, name)
  }

  #asWhole(element: Live): string {
    const text = `${WHOLE}${JSON.stringify(contentOf(element))}`
    this.#whole.set(text, element)
    return text
  }

  #live(plain: PlainElement, byId: Map<string, Live>, later: (() => void)[]): Live {
    const element = this.#moddle.create(plain[TYPE] as string) as Live
    const { $descriptor } = element
    for (const property of $descriptor.properties) {
      const value = plain[keyOf(property)]
      if (value === undefined) continue
      if (property.isReference === true) later.push(() => refer(element, property, value, byId))
      else element.set(property.ns.name, this.#lively(value, element, byId, later))
    }
    for (const [name, value] of Object.entries((plain[ATTRIBUTES] ?? {}) as Record<string, string>)) {
      ;(element.$attrs as Record<string, string>)[name] = value
    }
    if (element.id !== undefined) byId.set(element.id, element)
    return element
  }

  #lively(value: unknown, parent: Live, byId: Map<string, Live>, later: (() => void)[]): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#lively(each, parent, byId, later))
    const child =
      typeof value === 'string' && value.startsWith(WHOLE)
        ? this.#whole.get(value)
        : typeof value === 'object' && value !== null && TYPE in value
          ? this.#live(value as unknown as PlainElement, byId, later)
          : undefined
    if (child === undefined) return value
    child.$parent = parent
    return child
  }
}

function isElement(value: unknown): value is Live {
  return typeof value === 'object' && value !== null && '$type' in value
}

/** What people call an element is a property; its name here is its id. */
function keyOf({ name }: Property): string {
  return name === 'name' ? 'label' : name
}

/** The id; of the drawing, where it has none, what it draws. Undefined: a value without a name. */
function nameOf(element: Live): string | undefined {
  if (element.$descriptor.isGeneric === true) return undefined
  const drawn = element.bpmnElement as { id?: string } | undefined
  return element.id ?? (drawn?.id === undefined ? undefined : `drawn ${drawn.id}`)
}

/** Everything in an element without an id, in the order of its keys. */
function contentOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(contentOf)
  if (typeof value !== 'object' || value === null) return value
  const element = value as Record<string, unknown>
  const keys = Object.keys(element).filter((key) => !['$parent', '$model', '$descriptor'].includes(key))
  const type = typeof element.$type === 'string' ? [[TYPE, element.$type]] : []
  const reference = (key: string, each: unknown): unknown =>
    isElement(each) && key !== '$children' && each.id !== undefined ? each.id : contentOf(each)
  return Object.fromEntries([...type, ...keys.sort().map((key) => [key, reference(key, element[key])])] as [string, unknown][])
}

function refer(element: Live, property: Property, value: unknown, byId: ReadonlyMap<string, Live>): void {
  const names = Array.isArray(value) ? (value as PlainElement[]).map(({ name }) => name) : [String(value)]
  const targets = names.map((name) => byId.get(name))
  if (targets.includes(undefined)) throw new DanglingReference()
  element.set(property.ns.name, Array.isArray(value) ? targets : targets[0])
}

/** One side still speaks of an element that the other has taken away. */
export class DanglingReference extends Error {}

function joinFlow(flow: Live): void {
  const push = (node: unknown, list: 'incoming' | 'outgoing'): void => {
    if (isElement(node)) (node.get(list) as Live[]).push(flow)
  }
  push(flow.sourceRef, 'outgoing')
  push(flow.targetRef, 'incoming')
}
