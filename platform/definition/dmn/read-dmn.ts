import { fail } from '../../error/index.ts'
import type { DecisionDefinition } from '../types.ts'
import { boxedText, boxIn, parametersOf } from './boxed-expression.ts'
import { nameFor } from './name-for.ts'
import { readTable } from './read-table.ts'
import { readTypes, type DmnTypes } from './read-types.ts'
import { refuseElement } from './refuse-element.ts'
import { childOf, childrenOf, parseXml, type XmlElement } from './xml-element.ts'

/** What a decision reads from outside. */
export interface DmnInput {
  readonly name: string
  readonly type: string | null
}

/** A decision requirements graph: decisions in our form, by their ids, and what they read. */
export interface DmnModel {
  readonly name: string
  readonly inputs: readonly DmnInput[]
  readonly types: DmnTypes
  /** Decisions and business knowledge models (those have `parameters`), in document order. */
  readonly decisions: readonly DecisionDefinition[]
}

/**
 * DMN 1.1 to 1.5 XML to decisions: tables, literal and other boxed expressions, required decisions, business knowledge.
 *
 * Errors: `decision-unparsable`, `decision-invalid` (naming the element).
 */
export function readDmn(text: string): DmnModel {
  const root = parseXml(text)
  if (root.name !== 'definitions') {
    throw fail('decision-unparsable', { reason: { zh: '根元素不是 definitions', en: 'the root element is not "definitions"' } })
  }
  const elements = root.children.filter((child) => child.name === 'decision' || child.name === 'businessKnowledgeModel')
  if (elements.length === 0) throw fail('decision-unparsable', { reason: { zh: '文件中没有决策', en: 'the file holds no decision' } })
  const names = new Map(elements.map((element, index) => [element.attributes.id ?? '', nameOf(element, index)]))
  const decisions = elements.map((element, index) => readDecision(element, nameOf(element, index), names))
  refuseDouble(elements)
  return {
    name: root.attributes.name ?? root.attributes.id ?? '',
    inputs: childrenOf(root, 'inputData').map((input) => readInput(input)),
    types: readTypes(root),
    decisions,
  }
}

function nameOf(element: XmlElement, index: number): string {
  return nameFor(element.attributes.id ?? element.attributes.name, `decision-${index + 1}`)
}

function readInput(input: XmlElement): DmnInput {
  const variable = childOf(input, 'variable')
  return { name: variable?.attributes.name ?? input.attributes.name ?? '', type: variable?.attributes.typeRef ?? null }
}

function readDecision(element: XmlElement, name: string, names: ReadonlyMap<string, string>): DecisionDefinition {
  const logic = element.name === 'decision' ? element : childOf(element, 'encapsulatedLogic')
  const variable = childOf(element, 'variable')?.attributes.name ?? element.attributes.name ?? name
  const requires = requiredBy(element, names)
  return {
    kind: 'decision',
    name,
    ...(element.attributes.name === undefined ? {} : { label: element.attributes.name }),
    ...(variable === name ? {} : { variable }),
    ...(requires.length === 0 ? {} : { requires }),
    ...(element.name === 'decision' ? {} : { parameters: logic === undefined ? [] : parametersOf(logic) }),
    ...readLogic(element, boxIn(logic)),
  }
}

/** A table as it is; anything else is one rule without conditions. */
function readLogic(element: XmlElement, box: XmlElement | undefined): ReturnType<typeof readTable> {
  if (box?.name === 'decisionTable') return readTable(box)
  if (box === undefined) throw refuseElement(element, '决策没有内容', 'the decision has no logic')
  return { hitPolicy: 'F', inputs: [], outputs: [{ name: 'value' }], rules: [{ name: 'value', when: [], then: [boxedText(box)] }] }
}

function requiredBy(element: XmlElement, names: ReadonlyMap<string, string>): string[] {
  const references = [...childrenOf(element, 'informationRequirement'), ...childrenOf(element, 'knowledgeRequirement')].flatMap(
    (requirement) => requirement.children.filter((child) => child.name === 'requiredDecision' || child.name === 'requiredKnowledge'),
  )
  return references.map((reference) => {
    const href = reference.attributes.href ?? ''
    const name = names.get(href.slice(href.indexOf('#') + 1))
    if (name === undefined) throw refuseElement(element, `需要的决策“${href}”不存在`, `it requires "${href}", which does not exist`)
    return name
  })
}

function refuseDouble(elements: readonly XmlElement[]): void {
  const seen = new Set<string>()
  for (const element of elements) {
    const { id } = element.attributes
    if (id !== undefined && seen.has(id)) throw refuseElement(element, '该 id 出现了两次', 'this id is used twice')
    if (id !== undefined) seen.add(id)
  }
}
