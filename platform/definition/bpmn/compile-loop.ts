import type { GraphEventDefinition, GraphLoop } from '../../plugin/contracts/process-graph.ts'
import { nameOf } from './compile-events.ts'
import type { Problems } from './element-problem.ts'
import {
  attributeOf,
  bodyOf,
  elementOf,
  elementsOf,
  foreignAttribute,
  foreignElements,
  textOf,
  type ModdleElement,
} from './moddle-element.ts'
import { readFormula } from './read-formula.ts'

/** Standard loop or multi-instance characteristics of an activity, or null. */
export function compileLoop(activity: ModdleElement, problems: Problems): GraphLoop | null {
  const loop = elementOf(activity, 'loopCharacteristics')
  if (loop === undefined) return null
  return problems.guard(activity, null, () =>
    loop.$type === 'bpmn:StandardLoopCharacteristics' ? compileStandard(loop) : compileMulti(activity, loop, problems),
  )
}

function compileStandard(loop: ModdleElement): GraphLoop {
  const condition = bodyOf(elementOf(loop, 'loopCondition'))
  return {
    ...emptyLoop,
    kind: 'standard',
    testBefore: loop.testBefore === true,
    maximum: loop.loopMaximum === undefined ? null : String(loop.loopMaximum),
    condition: condition === undefined ? null : readFormula(condition),
  }
}

function compileMulti(activity: ModdleElement, loop: ModdleElement, problems: Problems): GraphLoop {
  const cardinality = bodyOf(elementOf(loop, 'loopCardinality'))
  const completion = bodyOf(elementOf(loop, 'completionCondition'))
  const collection = collectionOf(loop)
  if (cardinality === undefined && collection === null) {
    problems.add(activity, '多实例没有次数也没有集合', 'the multi-instance has neither a number nor a collection')
  }
  const event = elementOf(loop, loop.behavior === 'One' ? 'oneBehaviorEventRef' : 'noneBehaviorEventRef')
  const complex = elementsOf(loop, 'complexBehaviorDefinition').flatMap((definition) => {
    const thrown = elementsOf(elementOf(definition, 'event') ?? definition, 'eventDefinitions')[0]
    const condition = bodyOf(elementOf(definition, 'condition'))
    return thrown === undefined || condition === undefined ? [] : [{ condition: readFormula(condition), event: eventOf(thrown) }]
  })
  return {
    ...emptyLoop,
    kind: 'multi',
    sequential: loop.isSequential === true,
    cardinality: cardinality === undefined ? null : asFormula(cardinality),
    collection,
    elementVariable:
      elementOf(loop, 'inputDataItem')?.name ??
      elementOf(loop, 'inputDataItem')?.id ??
      zeebe(loop, 'inputElement') ??
      foreignAttribute(loop, 'elementVariable') ??
      null,
    condition: completion === undefined ? null : readFormula(completion),
    output: outputOf(loop),
    counterStart: countsFromZero(loop) ? 0 : 1,
    behaviour: String(loop.behavior ?? 'All').toLowerCase() as GraphLoop['behaviour'],
    event: event === undefined ? null : eventOf(event),
    events: complex,
  }
}

function eventOf(event: ModdleElement): GraphEventDefinition {
  const name = nameOf(elementOf(event, 'signalRef') ?? elementOf(event, 'messageRef') ?? elementOf(event, 'escalationRef'))
  const code = elementOf(event, 'escalationRef')
  return { type: event.$type, name: code === undefined ? name : (textOf(code, 'escalationCode') ?? name) }
}

/** BPMN numbers instances from 1; the family of tools that names collections by an attribute counts from 0. */
function countsFromZero(loop: ModdleElement): boolean {
  if (foreignAttribute(loop, 'collection') !== undefined) return true
  let top = loop
  while (top.$parent !== undefined) top = top.$parent
  const namespaces = Object.keys(top.$attrs ?? {})
  return namespaces.some((name) => /^xmlns:(camunda|flowable|activiti|operaton)$/.test(name)) && !namespaces.includes('xmlns:zeebe')
}

/** A collection is a variable's name, a FEEL list, or `${variable}`. */
function collectionOf(loop: ModdleElement): string | null {
  const foreign = foreignAttribute(loop, 'collection') ?? zeebe(loop, 'inputCollection')
  if (foreign !== undefined) return readFormula(foreign)
  const reference = elementOf(loop, 'loopDataInputRef')
  if (reference === undefined) return null
  return dataName(reference)
}

function outputOf(loop: ModdleElement): GraphLoop['output'] {
  const foreign = zeebe(loop, 'outputCollection')
  const element = zeebe(loop, 'outputElement')
  if (foreign !== undefined && element !== undefined) return { variable: foreign, element: readFormula(element) }
  const reference = elementOf(loop, 'loopDataOutputRef')
  const item = elementOf(loop, 'outputDataItem')
  if (reference === undefined || item === undefined) return null
  return { variable: dataName(reference), element: item.name ?? item.id ?? 'result' }
}

/** Data objects, inputs and outputs are variables of their name (or id). */
function dataName(element: ModdleElement): string {
  return textOf(element, 'name') ?? element.id ?? ''
}

function zeebe(loop: ModdleElement, name: string): string | undefined {
  const holder = foreignElements(loop, 'loopCharacteristics')[0]
  return holder === undefined ? undefined : attributeOf(holder, name)
}

function asFormula(text: string): string {
  return /^\d+$/.test(text.trim()) ? text.trim() : `=${readFormula(text)}`
}

const emptyLoop: GraphLoop = {
  kind: 'multi',
  testBefore: false,
  maximum: null,
  condition: null,
  sequential: false,
  cardinality: null,
  collection: null,
  elementVariable: null,
  output: null,
  counterStart: 1,
  behaviour: 'all',
  event: null,
}
