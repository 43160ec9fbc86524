import { fail } from '../../error/index.ts'
import type { ElementProblem } from '../../plugin/contracts/element.ts'
import type { ProcessGraph } from '../../plugin/contracts/process-graph.ts'
import { compileProcess } from './compile-process.ts'
import { failElements, Problems } from './element-problem.ts'
import { messageNames } from './message-names.ts'
import { elementsOf, type ModdleElement } from './moddle-element.ts'
import type { ProcessSettings } from './process-settings.ts'
import { readBpmn } from './read-bpmn.ts'

/** Everything executable in one file. */
export interface CompiledBpmn {
  /** By process id, in document order. */
  readonly graphs: ReadonlyMap<string, ProcessGraph>
  /** The process that a start without a name means: the first executable one. */
  readonly main: ProcessGraph
}

/**
 * BPMN 2.0 XML to immutable graphs. `settings` come from process.json; what another tool wrote as attributes is
 * used where they say nothing.
 *
 * Errors: `bpmn-doctype`, `bpmn-unparsable`, `bpmn-invalid` (one finding per element, `path` is its id).
 */
export async function compileBpmn(text: string, settings: ProcessSettings = {}): Promise<CompiledBpmn> {
  const { compiled, problems } = await inspectBpmn(text, settings)
  if (problems.length > 0) throw failElements(problems)
  return compiled
}

/** The same, with the findings as a list: for the publish check. */
export async function inspectBpmn(
  text: string,
  settings: ProcessSettings = {},
): Promise<{ compiled: CompiledBpmn; problems: readonly ElementProblem[] }> {
  const definitions = await readBpmn(text)
  const problems = new Problems()
  problems.messageNames = messageNames(definitions)
  const processes = elementsOf(definitions, 'rootElements').filter((element) => element.$type === 'bpmn:Process')
  const filled = processes.filter((process) => elementsOf(process, 'flowElements').length > 0)
  if (filled.length === 0) throw fail('bpmn-unparsable', { reason: { zh: '文件中没有流程', en: 'the file holds no process' } })
  const graphs = new Map(filled.map((process) => [process.id ?? '', compileProcess(process, settings, problems)]))
  const main = graphs.get(mainOf(filled).id ?? '')!
  return { compiled: Object.freeze({ graphs, main }), problems: problems.found }
}

function mainOf(processes: readonly ModdleElement[]): ModdleElement {
  return processes.find((process) => process.isExecutable === true) ?? processes[0]!
}
