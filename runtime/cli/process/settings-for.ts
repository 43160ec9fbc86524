import type { CompiledBpmn, ProcessSettings } from '@formwork/platform/definition/bpmn/index.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Script } from './read-script.ts'

/**
 * Tasks named in `wait`, by id or by type (`serviceTask`), wait for a `complete` step instead of running through; so do
 * business rule tasks whose decision is somewhere else. A task whose file names somebody by an expression that gives
 * nobody is anybody's, as in the tool that it comes from.
 */
export function settingsFor(compiled: CompiledBpmn, script: Script, decisions: ReadonlyMap<string, unknown>): ProcessSettings {
  const elements = { ...script.settings.elements }
  for (const graph of compiled.graphs.values()) {
    for (const node of graph.nodes.values()) {
      if (isNamed(node, script.wait) || isDecidedElsewhere(node, decisions)) elements[node.id] = { ...elements[node.id], wait: true }
      if (node.type === 'bpmn:UserTask' && script.settings.elements?.[node.id]?.assign === undefined) {
        elements[node.id] = { empty: 'admin', ...elements[node.id] }
      }
    }
  }
  return { ...script.settings, elements }
}

function isNamed(node: GraphNode, wait: readonly string[]): boolean {
  const type = node.type.replace('bpmn:', '').toLowerCase()
  return wait.some((name) => name === node.id || name.toLowerCase() === type)
}

function isDecidedElsewhere({ type, settings, options }: GraphNode, decisions: ReadonlyMap<string, unknown>): boolean {
  const decision = settings.decision ?? options.decision
  return type === 'bpmn:BusinessRuleTask' && typeof decision === 'string' && !decisions.has(decision)
}
