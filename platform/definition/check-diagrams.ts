import { isAppError } from '../error/index.ts'
import { types } from '../expression/type.ts'
import type { ProcessGraph } from '../plugin/contracts/process-graph.ts'
import type { Registry } from '../plugin/index.ts'
import { checkGraph, inspectBpmn } from './bpmn/index.ts'
import { unknownName } from './check-path.ts'
import { diagramPath } from './link.ts'
import type { Model } from './model.ts'
import { problemFromError, toPointer, type Problem } from './problem.ts'
import { processScope } from './formulas/process-formulas.ts'
import { finding, warning, type RuleContext } from './rule.ts'
import { checkFormula } from './rules/formulas.ts'
import { TypeBook } from './type-book.ts'
import type { ProcessDefinition } from './types.ts'

/** Node that a return to the initiator needs. */
const INITIATOR = 'initiator'

/** Diagrams can be read and run, and their settings in process.json name elements that they have. */
export async function checkDiagrams(model: Model, registry: Registry): Promise<Problem[]> {
  const context = { model, registry, types: new TypeBook(model, registry) }
  const problems: Problem[] = []
  for (const process of model.processes.values()) {
    const text = model.bpmn.get(process.name)
    const file = model.files.find(
      (candidate) => candidate.definition?.kind === 'process' && candidate.definition.name === process.name,
    )?.path
    if (text === undefined || file === undefined) continue
    problems.push(...(await checkDiagram(context, process, file, text)))
  }
  return problems
}

type DiagramContext = Pick<RuleContext, 'model' | 'registry' | 'types'>

async function checkDiagram(context: DiagramContext, process: ProcessDefinition, file: string, text: string): Promise<Problem[]> {
  const diagram = diagramPath(file, process.bpmn)
  try {
    const { compiled, problems } = await inspectBpmn(text, process)
    const found = problems.map(({ element, name, reason }) => {
      const shown = name === null || name === '' ? element : `${element} ${name}`
      return problemFromError(diagram, { code: 'bpmn-invalid', parameters: { element: shown, reason } }, toPointer('', element))
    })
    const graphs = [...compiled.graphs.values()]
    found.push(...graphs.flatMap((graph) => checkRunnable(graph, context.registry, diagram)))
    return [...found, ...checkSettings(process, file, graphs), ...checkConditions(context, process, diagram, graphs)]
  } catch (error) {
    if (!isAppError(error)) throw error
    return [problemFromError(diagram, { code: error.code, parameters: error.parameters })]
  }
}

/** What the engine cannot run, and what a publish does not let through. */
function checkRunnable(graph: ProcessGraph, registry: Registry, diagram: string): Problem[] {
  return checkGraph(graph, registry.elements).map(({ element, name, reason, severity }) => {
    const shown = name === null || name === '' ? element : `${element} ${name}`
    const problem = problemFromError(diagram, { code: 'bpmn-invalid', parameters: { element: shown, reason } }, toPointer('', element))
    return severity === 'warning' ? { ...problem, severity: 'warning' as const } : problem
  })
}

function checkSettings(process: ProcessDefinition, file: string, graphs: readonly ProcessGraph[]): Problem[] {
  const nodes = graphs.flatMap((graph) => [...graph.nodes.values()])
  const ids = nodes.map((node) => node.id)
  const flows = new Set(graphs.flatMap((graph) => [...graph.flows.keys()]))
  const problems: Problem[] = []
  for (const [id, element] of Object.entries(process.elements)) {
    const pointer = toPointer('/elements', id)
    // A flow does nothing that settings could say; it may have a name in each language.
    const isNamedFlow = flows.has(id) && Object.keys(element).every((property) => property === 'label')
    if (!ids.includes(id) && !isNamedFlow) problems.push(unknownName(id, ids, file, pointer))
    problems.push(...checkReturn(element.reject, ids, file, pointer))
  }
  const unassigned = nodes.filter(
    (node) =>
      node.type === 'bpmn:UserTask' && node.id !== INITIATOR && node.settings.assign === undefined && node.settings.pick === undefined,
  )
  for (const node of unassigned) problems.push(finding(file, '/elements', 'no-assignment', describeUnassigned(node.id, node.name)))
  return problems
}

/** Conditions of flows, events and repetitions read fields that exist and say yes or no. */
function checkConditions(context: DiagramContext, process: ProcessDefinition, diagram: string, graphs: readonly ProcessGraph[]): Problem[] {
  const scope = processScope(context, process)
  return graphs.flatMap(conditionsIn).flatMap(({ id, condition }) => [
    ...checkFormula(context, {
      file: diagram,
      pointer: toPointer('', id),
      text: condition,
      scope,
      expects: types.boolean,
      use: 'formula',
      isOpen: true,
    }),
  ])
}

interface Condition {
  readonly id: string
  readonly condition: string
}

function conditionsIn(graph: ProcessGraph): Condition[] {
  const written = (id: string, condition: string | null | undefined): Condition[] => (condition ? [{ id, condition }] : [])
  const ofFlows = [...graph.flows.values()].flatMap(({ id, condition }) => written(id, condition))
  const ofNodes = [...graph.nodes.values()].flatMap(({ id, events, loop }) => [
    ...events.flatMap(({ condition }) => written(id, condition)),
    ...written(id, loop?.condition),
  ])
  return [...ofFlows, ...ofNodes]
}

/** `reject` names a policy or a node; a return to the initiator needs the initiator's own task. */
function checkReturn(reject: string | undefined, ids: readonly string[], file: string, pointer: string): Problem[] {
  if (reject === undefined || reject === 'end' || reject === 'vote' || reject === 'continue') return []
  if (ids.includes(reject)) return []
  if (reject === INITIATOR) {
    const message = {
      zh: `退回发起人需要一个 id 为 ${INITIATOR} 的用户任务`,
      en: `a return to the initiator needs a user task with the id ${INITIATOR}`,
    }
    return [warning(file, `${pointer}/reject`, 'no-initiator', message)]
  }
  return [unknownName(reject, [...ids, 'end', 'vote', INITIATOR], file, `${pointer}/reject`)]
}

function describeUnassigned(id: string, name: string | null): { zh: string; en: string } {
  const shown = name === null || name === '' ? id : `${id} ${name}`
  return { zh: `步骤“${shown}”没有说明由谁处理（assign）`, en: `the step "${shown}" does not say who decides it (assign)` }
}
