import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { checkGraph, compileBpmn, failElements } from '@formwork/platform/definition/bpmn/index.ts'
import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import { DEFAULT_TIME_ZONE, parseJson } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { createProcessEngine } from '../engine/process/engine.ts'
import type { CliCommand } from './cli-command.ts'
import { describeWorld } from './process/describe-world.ts'
import { help } from './process/help.ts'
import { RunPeople } from './process/people.ts'
import { readInstant } from '@formwork/platform/definition/bpmn/timer.ts'
import { readScript, type Script } from './process/read-script.ts'
import { readVariables } from './process/read-variables.ts'
import { runScriptStep, type ScriptContext } from './process/run-script-step.ts'
import { judge } from './process/judge.ts'
import { settingsFor } from './process/settings-for.ts'
import { World } from './process/world.ts'
import { readOptions, textOption } from './read-options.ts'

const registry = createBuiltInRegistry()
const engine = createProcessEngine(registry.elements, functionsOf(registry))

const process_: CliCommand = {
  name: 'process',
  summary: 'runs a BPMN file with scripted steps in memory: formwork process run MODEL.bpmn --steps FILE.json',
  help,
  run,
}

export default process_

/** Exit code: 0 when every step went as the script says, 1 when one did not, 2 for a command that is not understood. */
export async function run(argv: readonly string[]): Promise<number> {
  const [verb, ...rest] = argv
  if (verb !== 'run') {
    process.stdout.write(`${help.trim()}\n`)
    return verb === undefined || verb === 'help' ? 0 : 2
  }
  const options = readOptions(
    rest,
    { steps: { type: 'string' }, settings: { type: 'string' }, compact: { type: 'boolean' } },
    { least: 1, most: 20 },
  )
  const stepsFile = textOption(options, 'steps')
  const script = stepsFile === undefined ? readScript([]) : readScript(await readJson(stepsFile))
  const settingsFile = textOption(options, 'settings')
  const settings =
    settingsFile === undefined ? script.settings : { ...script.settings, ...((await readJson(settingsFile)) as Script['settings']) }
  const context = await prepare(options.positionals, { ...script, settings }, stepsFile === undefined ? '.' : dirname(stepsFile))
  const results = await runAll(context, script)
  process.stdout.write(`${JSON.stringify(results, null, options.values.compact === true ? undefined : 2)}\n`)
  return results.every((result) => result.ok === true) ? 0 : 1
}

async function prepare(files: readonly string[], script: Script, folder: string): Promise<ScriptContext> {
  const graphs = new Map<string, ProcessGraph>()
  let main: ProcessGraph | undefined
  for (const file of files) {
    const compiled = await loadBpmn(file, script)
    main ??= compiled.main
    for (const [id, graph] of compiled.graphs) graphs.set(id, graph)
  }
  if (main === undefined) throw fail('required', { label: 'MODEL.bpmn' })
  const people = new RunPeople(script.people, script.departments)
  const timeZone = script.timeZone ?? DEFAULT_TIME_ZONE
  const now = script.now === undefined ? Date.UTC(2026, 0, 1) : readInstant(script.now, timeZone)
  const record = script.record === undefined ? undefined : readVariables(script.record)
  const world = new World({ engine, graphs, people, decisions: new Map(Object.entries(script.decisions)), now, timeZone, record })
  return { world, people, main, timeZone, loadModel: async (path) => (await loadBpmn(resolve(folder, path), script)).main }
}

async function loadBpmn(file: string, script: Script): ReturnType<typeof compileBpmn> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw fail('bad-request', { reason: `cannot read ${file}` })
  })
  const plain = await compileBpmn(text, script.settings)
  for (const graph of plain.graphs.values()) {
    const problems = checkGraph(graph, registry.elements).filter((problem) => problem.severity === 'error')
    if (problems.length > 0) throw failElements(problems)
  }
  return script.wait.length === 0 ? plain : compileBpmn(text, settingsFor(plain, script))
}

async function runAll(context: ScriptContext, script: Script): Promise<Record<string, unknown>[]> {
  const results: Record<string, unknown>[] = []
  for (const [index, step] of script.steps.entries()) {
    const problem = await attempt(context, step)
    const state = describeWorld(context.world, context.people)
    const passed = context.world.takeTrace()
    const differences = judge(script.steps[index]!, { ...state, passed }, problem)
    results.push({
      step: index + 1,
      do: step.do,
      ...(step.element === undefined ? {} : { element: step.element }),
      ok: differences.length === 0,
      ...(problem === undefined ? {} : { refused: problem }),
      ...(differences.length === 0 ? {} : { differences }),
      ...state,
      passed,
    })
  }
  return results
}

async function attempt(
  context: ScriptContext,
  step: Script['steps'][number],
): Promise<{ code: string; message: string; element?: string } | undefined> {
  try {
    await runScriptStep(context, step)
    return undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    return { code: error.code, message: error.describe('en'), ...(error.path === undefined ? {} : { element: error.path }) }
  }
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw fail('bad-request', { reason: `cannot read ${file}` })
  })
  return parseJson(text, { numbers: 'integer' })
}
