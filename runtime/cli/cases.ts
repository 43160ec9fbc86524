import { describeProblem, loadDefinitions } from '@formwork/platform/definition/index.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { runScenario } from '../host/sandbox/run-scenario.ts'
import { SandboxMoulds } from '../host/sandbox/sandbox-moulds.ts'
import { readAsSystem } from '../host/run-query.ts'
import { runDueJobs } from '../jobs/run-due-jobs.ts'
import { layOver, readWorkingFiles } from '../store/definitions/working-copy.ts'
import type { CliCommand } from './cli-command.ts'
import { DATA_HELP, DATA_OPTION, openDirectory, requireWorkspace, withWorkspace } from './open-directory.ts'
import { readOptions } from './read-options.ts'

const cases: CliCommand = {
  name: 'cases',
  summary: {
    zh: '用真正的引擎重跑工作区里保存的用例',
    en: "runs a workspace's saved cases against the real engine",
  },
  help: `
formwork cases <workspace> [--released] [--data <folder>]

Runs the cases that were saved by test drives in the designer (scenarios with "onPublish"), each in a throw-away workspace
in memory: over the working copy, as a publish would. Nothing of the workspace is written. Prints a line a case; one that
ends otherwise than it was saved says the first difference.

  --released        over the current release instead of the working copy
${DATA_HELP}

Ends with 0 when all passed (or there is none), else with 1.`,
  async run(argv) {
    const options = readOptions(argv, { ...DATA_OPTION, released: { type: 'boolean' } }, { least: 1, most: 1 })
    const [name] = options.positionals as [string]
    const { directory, registry } = openDirectory(options)
    const files = await withWorkspace(registry, await requireWorkspace(directory, name), { readOnly: true }, (workspace) =>
      readAsSystem(workspace, async ({ model, reading }) =>
        layOver(model.files, options.values.released === true ? [] : await readWorkingFiles(reading)),
      ),
    )
    const { model, problems } = loadDefinitions(files, registry, { release: 1 })
    if (model === undefined) {
      const [problem] = problems
      const reason = problem === undefined ? '' : describeProblem(problem, 'en')
      throw fail('definition-invalid', { file: problem?.file ?? name, reason })
    }
    const moulds = new SandboxMoulds(model, { registry })
    let failed = 0
    try {
      const saved = [...model.scenarios.values()].filter((each) => each.onPublish === true)
      if (saved.length === 0) process.stdout.write(`还没有保存的案例 / no case is saved yet\n`)
      for (const scenario of saved) {
        const difference = await runScenario(scenario, { moulds, afterStep: runDueJobs })
        if (difference !== undefined) failed++
        process.stdout.write(difference === undefined ? `ok   ${scenario.name}\n` : `FAIL ${scenario.name}\n     ${difference}\n`)
      }
    } finally {
      await moulds.close()
    }
    return failed === 0 ? 0 : 1
  },
}

export default cases
