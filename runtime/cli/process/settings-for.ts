import type { CompiledBpmn, ProcessSettings } from '@formwork/platform/definition/bpmn/index.ts'
import type { Script } from './read-script.ts'

/** Tasks named in `wait`, by id or by type (`serviceTask`), wait for a `complete` step instead of running through. */
export function settingsFor(compiled: CompiledBpmn, script: Script): ProcessSettings {
  const elements = { ...script.settings.elements }
  for (const graph of compiled.graphs.values()) {
    for (const node of graph.nodes.values()) {
      const type = node.type.replace('bpmn:', '')
      const isNamed = script.wait.some((name) => name === node.id || name.toLowerCase() === type.toLowerCase())
      if (isNamed) elements[node.id] = { ...elements[node.id], wait: true }
    }
  }
  return { ...script.settings, elements }
}
