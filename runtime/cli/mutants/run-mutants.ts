import { dirname } from 'node:path'
import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import type { ScenarioDefinition } from '@formwork/platform/definition/types.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { runScenario } from '../../host/sandbox/run-scenario.ts'
import { SandboxMoulds } from '../../host/sandbox/sandbox-moulds.ts'
import { runDueJobs } from '../../jobs/run-due-jobs.ts'
import type { Fault } from './seed-faults.ts'

export interface Verdict {
  readonly fault: Fault
  /** The scenario that noticed it first; absent: nobody did. */
  readonly caughtBy?: string
  readonly ran: number
}

/** Tells a template's scenarios with one fault in it, the nearest first, until one of them fails. */
export async function runMutant(model: Model, fault: Fault, registry: Registry): Promise<Verdict> {
  const files = model.files.map((file) => (file.path === fault.path ? { ...file, text: fault.text } : file))
  const { model: broken } = loadDefinitions(files, registry, { release: 1, isChecked: true })
  if (broken === undefined) return { fault, caughtBy: 'the definitions no longer resolve', ran: 0 }
  const moulds = new SandboxMoulds(broken, { registry, isChecked: true })
  let ran = 0
  try {
    for (const scenario of nearestFirst(broken, fault)) {
      ran++
      if (await fails(scenario, moulds)) return { fault, caughtBy: scenario.name, ran }
    }
    return { fault, ran }
  } finally {
    await moulds.close()
  }
}

/** A programmer error is noticed too. */
async function fails(scenario: ScenarioDefinition, moulds: SandboxMoulds): Promise<boolean> {
  return runScenario(scenario, { moulds, afterStep: runDueJobs }).then(
    (difference) => difference !== undefined,
    () => true,
  )
}

/**
 * By what they are likely to notice: those that name the wrong definition or stand in its folder, then those that name the folder
 * or what uses the definition, then the others; long samples last.
 */
function nearestFirst(model: Model, { path, definition }: Fault): ScenarioDefinition[] {
  const folder = dirname(path)
  const subject = folder.split('/').at(-1)!
  const own = new Set(namesIn(model.files.filter((file) => file.path.startsWith(`${folder}/`))))
  const users = usersOf(model, path, definition)
  const distance = (scenario: ScenarioDefinition): number => {
    if (model.others.size > 0 && hasTables(model, scenario.sample)) return 3
    const text = JSON.stringify(scenario)
    if (text.includes(`"${definition}"`) || own.has(scenario.name)) return 0
    return [subject, ...users].some((name) => text.includes(`"${name}"`)) ? 1 : 2
  }
  return [...model.scenarios.values()]
    .map((each) => [distance(each), each] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, each]) => each)
}

/** Names of the entities that a definition serves: those whose files name it, in a formula or as a choice. */
function usersOf(model: Model, path: string, definition: string): string[] {
  const named = [`"${definition}"`, `\\"${definition}\\"`]
  const files = model.files.filter((file) => file.path !== path && named.some((each) => file.text.includes(each)))
  return files.map((file) => dirname(file.path).split('/').at(-1)!).filter((folder) => model.entities.has(folder))
}

function namesIn(files: readonly DefinitionFile[]): string[] {
  return files.flatMap(({ path, text }) => (path.endsWith('.json') ? [String((JSON.parse(text) as { name?: unknown }).name)] : []))
}

function hasTables(model: Model, sample: string | undefined): boolean {
  return [...model.others.values()].some((each) => each.kind === 'sample' && each.name === sample && each.tables !== undefined)
}
