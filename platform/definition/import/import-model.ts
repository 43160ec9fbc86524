import { isAppError, fail, type LocalizedText } from '../../error/index.ts'
import type { ProcessGraph } from '../../plugin/contracts/process-graph.ts'
import type { Registry } from '../../plugin/index.ts'
import { checkGraph, inspectBpmn } from '../bpmn/index.ts'
import { readTree, writeTree, type ProcessStep, type ProcessTree } from '../bpmn/tree/index.ts'
import { readDmn } from '../dmn/index.ts'
import { formatDefinition } from '../format.ts'
import type { DecisionDefinition, Label, ProcessDefinition, ProcessElement } from '../types.ts'

/** A file of another tool as definitions of ours. */
export interface ImportedModel {
  readonly kind: 'process' | 'decision'
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** Why it cannot be shown as steps, when it cannot. */
  readonly obstacle: { readonly element: string; readonly name: string; readonly reason: LocalizedText } | null
  readonly findings: readonly ImportFinding[]
}

interface ImportFinding {
  readonly element: string
  readonly name: string | null
  readonly reason: LocalizedText
  /** error: it cannot run, and is not imported; the others are there to be mended before a publish. */
  readonly severity: 'error' | 'strict' | 'warning'
}

interface ImportOptions {
  readonly registry: Registry
  /** Name of the new process, not taken yet. */
  readonly name: string
  readonly label: Label
  /** Whose records it decides about; absent: it is started by hand. */
  readonly entity?: string
}

/** Settings that other tools write at a task and that belong into process.json. */
const BROUGHT_ALONG = ['assign', 'decide', 'self', 'due'] as const

/**
 * BPMN or DMN text to definition files: people that it names become settings, simple `${…}` conditions FEEL.
 * Errors: `bpmn-doctype`, `bpmn-unparsable`, `bpmn-invalid`, `decision-unparsable`, `decision-invalid`, each naming the element.
 */
export async function importModel(text: string, options: ImportOptions): Promise<ImportedModel> {
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) throw fail('bpmn-doctype')
  return isDmn(text) ? importDecisions(text, options) : importProcess(text, options)
}

/** The namespace of the root tells them apart. */
function isDmn(text: string): boolean {
  return /<(?:[\w.-]{1,50}:)?definitions\b[^>]{0,4000}omg\.org\/spec\/DMN\//i.test(text.slice(0, 10_000)) && !/omg\.org\/spec\/BPMN\/20100524\/MODEL/.test(text.slice(0, 10_000)) // prettier-ignore
}

function importDecisions(text: string, { registry }: ImportOptions): ImportedModel {
  const files = readDmn(text).decisions.map((decision: DecisionDefinition) => ({
    path: `decisions/${decision.name}.json`,
    text: formatDefinition(decision, registry),
  }))
  return { kind: 'decision', files, obstacle: null, findings: [] }
}

async function importProcess(text: string, { registry, name, label, entity }: ImportOptions): Promise<ImportedModel> {
  const { compiled, problems } = await inspectBpmn(text)
  const graphs = [...compiled.graphs.values()]
  const findings = [
    ...problems.map(({ element, name: called, reason }) => ({ element, name: called, reason, severity: 'error' as const })),
    ...graphs
      .flatMap((graph) => checkGraph(graph, registry.elements))
      .map((each) => ({ ...each, severity: each.severity ?? ('error' as const) })),
  ]
  const read = await treeOf(text)
  const xml = 'tree' in read ? await writeTree(text, withFeel(read.tree, graphs)) : text
  const process: ProcessDefinition = {
    kind: 'process',
    name,
    label,
    bpmn: `${name}.bpmn`,
    ...(entity === undefined ? { start: 'manual' } : { entity, start: 'submitted' }),
    elements: settingsOf(graphs),
  }
  const files = [
    { path: `processes/${name}.json`, text: formatDefinition(process, registry) },
    { path: `processes/${name}.bpmn`, text: xml },
  ]
  return { kind: 'process', files, obstacle: 'tree' in read ? null : read.obstacle, findings }
}

async function treeOf(text: string): Promise<Awaited<ReturnType<typeof readTree>>> {
  try {
    return await readTree(text)
  } catch (error) {
    if (!isAppError(error)) throw error
    const reason = { zh: error.describe('zh'), en: error.describe('en') }
    return { obstacle: { element: '', name: '', reason } }
  }
}

function settingsOf(graphs: readonly ProcessGraph[]): Record<string, ProcessElement> {
  const elements: Record<string, ProcessElement> = {}
  for (const node of graphs.flatMap((graph) => [...graph.nodes.values()])) {
    const brought = BROUGHT_ALONG.flatMap((key) => (node.settings[key] === undefined ? [] : [[key, node.settings[key]] as const]))
    if (brought.length > 0) elements[node.id] = Object.fromEntries(brought)
  }
  return elements
}

/** Conditions as they run, so that they can be read and edited here. */
function withFeel(tree: ProcessTree, graphs: readonly ProcessGraph[]): ProcessTree {
  const conditionOf = (id: string): string | null | undefined =>
    graphs.map((graph) => graph.flows.get(id)).find((flow) => flow !== undefined)?.condition
  const inSteps = (steps: readonly ProcessStep[]): ProcessStep[] =>
    steps.map((step) => {
      if (step.kind === 'sub') return { ...step, tree: { ...step.tree, steps: inSteps(step.tree.steps) } }
      if (step.kind !== 'fork') return step
      const branches = step.branches.map((branch) => ({
        ...branch,
        condition: branch.condition === null ? null : (conditionOf(branch.id) ?? branch.condition),
        steps: inSteps(branch.steps),
      }))
      return { ...step, branches }
    })
  return { ...tree, steps: inSteps(tree.steps) }
}
