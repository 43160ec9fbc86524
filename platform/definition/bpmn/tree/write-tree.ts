import { BpmnModdle } from 'bpmn-moddle'
import { elementOf, elementsOf, type ModdleElement } from '../moddle-element.ts'
import { readBpmn } from '../read-bpmn.ts'
import { drawTree } from './draw-tree.ts'
import { normalTree } from './normal-tree.ts'
import type { ProcessTree } from './process-tree.ts'
import { onlyProcess } from './read-tree.ts'
import { ScopeWriter, type Draft, type MutableElement } from './scope-writer.ts'

const EMPTY = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="https://formwork.example/process" expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/">
  <bpmn:process id="process" isExecutable="true" />
</bpmn:definitions>`

/**
 * The diagram of a tree. Elements that `text` has keep everything that a tree does not show; the drawing stays while the
 * steps and flows are the same, else the whole is laid out anew. Errors: those of `readBpmn`; `text` must be a diagram
 * that `readTree` can read.
 */
export async function writeTree(text: string, tree: ProcessTree): Promise<string> {
  return write((await readBpmn(text)) as MutableElement, tree)
}

/** A diagram for a process that did not have one. */
export async function newDiagram(id: string, name: string, tree: ProcessTree): Promise<string> {
  const definitions = (await readBpmn(EMPTY)) as MutableElement
  Object.assign(onlyProcess(definitions), { id, name })
  return write(definitions, tree)
}

async function write(definitions: MutableElement, tree: ProcessTree): Promise<string> {
  const process = onlyProcess(definitions) as MutableElement
  const before = shapeOf(process)
  const draft = startDraft(definitions)
  new ScopeWriter(draft, process).write(normalTree(tree))
  const isDrawn = elementsOf(definitions, 'diagrams').length > 0
  if (!isDrawn || shapeOf(process) !== before) drawTree(definitions, process, draft.drawing, draft.make)
  const { xml } = await new BpmnModdle().toXML(definitions, { format: true })
  return xml
}

function startDraft(definitions: MutableElement): Draft {
  const known = new Map(everythingIn(definitions).map((element) => [element.id ?? '', element]))
  const model = definitions.$model as { create(type: string, properties?: object): MutableElement }
  const make: Draft['make'] = (type, { $parent, ...properties }: { $parent?: unknown } = {}) =>
    Object.assign(model.create(type, properties), $parent === undefined ? {} : { $parent })
  return { make, known, taken: new Set(known.keys()), drawing: { boxes: new Map(), lines: new Map() } }
}

function everythingIn(owner: ModdleElement): MutableElement[] {
  const children = ['rootElements', 'flowElements'].flatMap((property) => elementsOf(owner, property))
  return children.flatMap((child) => [child as MutableElement, ...everythingIn(child)])
}

/** What a drawing depends on: which elements there are and what each flow connects. */
function shapeOf(owner: ModdleElement): string {
  const parts = elementsOf(owner, 'flowElements').map((element) => {
    if (element.$type !== 'bpmn:SequenceFlow') return `${element.id} ${shapeOf(element)}`
    return `${element.id} ${elementOf(element, 'sourceRef')?.id} ${elementOf(element, 'targetRef')?.id}`
  })
  return parts.toSorted().join('|')
}
