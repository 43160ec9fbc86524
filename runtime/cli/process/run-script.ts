import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { checkGraph, compileBpmn, failElements } from '@formwork/platform/definition/bpmn/index.ts'
import { readInstant } from '@formwork/platform/definition/bpmn/timer.ts'
import { readDmn } from '@formwork/platform/definition/dmn/index.ts'
import { fail, isAppError, type AppError } from '@formwork/platform/error/index.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import { DEFAULT_TIME_ZONE } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { createProcessEngine } from '../../engine/process/engine.ts'
import { describeWorld } from './describe-world.ts'
import { judge } from './judge.ts'
import { RunPeople } from './people.ts'
import type { Script } from './read-script.ts'
import { readVariables } from './read-variables.ts'
import { runScriptStep, type ScriptContext } from './run-script-step.ts'
import { settingsFor } from './settings-for.ts'
import { World } from './world.ts'

const registry = createBuiltInRegistry()
const engine = createProcessEngine(registry.elements, functionsOf(registry))

/** What one step led to, as it is printed. */
export interface StepReport {
  readonly step: number
  readonly do: string
  readonly ok: boolean
  readonly [detail: string]: unknown
}

/** Runs a script over BPMN files; a model that cannot run gives one report of step 0, "load". `folder`: where further models lie. */
export async function runScript(files: readonly string[], script: Script, folder: string): Promise<StepReport[]> {
  try {
    return await runAll(await prepare(files, script, folder), script)
  } catch (error) {
    if (!isAppError(error)) throw error
    return [{ step: 0, do: 'load', ok: false, refused: describeRefusal(error) }]
  }
}

async function prepare(files: readonly string[], script: Script, folder: string): Promise<ScriptContext> {
  const graphs = new Map<string, ProcessGraph>()
  let main: ProcessGraph | undefined
  const decisions = new Map(Object.entries(script.decisions))
  for (const file of files.filter(isDmn)) {
    for (const decision of readDmn(await readText(file)).decisions) decisions.set(decision.name, decision)
  }
  for (const file of files.filter((each) => !isDmn(each))) {
    const compiled = await loadBpmn(file, script, decisions)
    main ??= compiled.main
    for (const [id, graph] of compiled.graphs) graphs.set(id, graph)
  }
  if (main === undefined) throw fail('required', { label: 'MODEL.bpmn' })
  const people = new RunPeople(script.people, script.departments)
  const timeZone = script.timeZone ?? DEFAULT_TIME_ZONE
  const now = script.now === undefined ? Date.UTC(2026, 0, 1) : readInstant(script.now, timeZone)
  const record = script.record === undefined ? undefined : readVariables(script.record)
  const world = new World({ engine, graphs, people, decisions, now, timeZone, record })
  return { world, people, main, timeZone, loadModel: async (path) => (await loadBpmn(resolve(folder, path), script, decisions)).main }
}

function isDmn(file: string): boolean {
  return file.toLowerCase().endsWith('.dmn')
}

async function loadBpmn(file: string, script: Script, decisions: ReadonlyMap<string, unknown>): ReturnType<typeof compileBpmn> {
  const text = await readText(file)
  const plain = await compileBpmn(text, script.settings)
  for (const graph of plain.graphs.values()) {
    const problems = checkGraph(graph, registry.elements).filter((problem) => problem.severity === 'error')
    if (problems.length > 0) throw failElements(problems)
  }
  return compileBpmn(text, settingsFor(plain, script, decisions))
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw fail('bad-request', { reason: `cannot read ${file}` })
  })
}

async function runAll(context: ScriptContext, script: Script): Promise<StepReport[]> {
  const results: StepReport[] = []
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

async function attempt(context: ScriptContext, step: Script['steps'][number]): Promise<Refusal | undefined> {
  const error = await context.world.attempt(() => runScriptStep(context, step))
  return error === undefined ? undefined : describeRefusal(error)
}

interface Refusal {
  readonly code: string
  readonly message: string
  readonly element?: string
  readonly errors?: readonly Refusal[]
}

/** Every finding by its element; the first one stands at the top as well. */
function describeRefusal(error: AppError): Refusal {
  const { code, message, path, errors } = error.toWire('en')
  const findings = (errors ?? []).map((each) => ({
    code: each.code,
    message: each.message,
    ...(each.path === undefined ? {} : { element: each.path }),
  }))
  return { code, message, ...(path === undefined ? {} : { element: path }), ...(findings.length < 2 ? {} : { errors: findings }) }
}
