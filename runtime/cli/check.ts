import { resolve } from 'node:path'
import { checkDefinitions, describeProblem, type Problem } from '@formwork/platform/definition/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { readTemplate } from '../host/read-template-folder.ts'
import { checkScenarios } from './check/check-scenarios.ts'
import type { CliCommand } from './cli-command.ts'
import { readOptions } from './read-options.ts'

const check: CliCommand = {
  name: 'check',
  summary: {
    zh: '检查模板文件夹里的定义',
    en: 'lints the definitions of a template folder',
  },
  help: `
formwork check <folder> [--language zh|en] [--strict]

Reads, validates, links and lints every definition under the folder. Each finding names its file and the place in it
(a JSON pointer), in both languages unless one is chosen. When the definitions are right, every step and expectation of
the scenarios is checked too: commands, people, records, fields, figures, columns, error codes.

  --language <zh|en>   only this language
  --strict             warnings count as errors

Ends with 0 when there is no error, else 1.`,
  async run(argv) {
    const options = readOptions(argv, { language: { type: 'string' }, strict: { type: 'boolean' } }, { least: 1, most: 1 })
    const registry = createServerRegistry()
    const checked = await checkDefinitions(await readTemplate(resolve(options.positionals[0]!)), registry)
    const problems = [...checked.problems, ...(checked.model === undefined ? [] : checkScenarios(checked.model, registry))]
    for (const problem of problems) process.stdout.write(`${describe(problem, options.values.language)}\n`)
    const errors = problems.filter((problem) => problem.severity === 'error').length
    process.stdout.write(`${errors} errors, ${problems.length - errors} warnings\n`)
    return errors > 0 || (options.values.strict === true && problems.length > 0) ? 1 : 0
  },
}

export default check

function describe(problem: Problem, language: unknown): string {
  if (language === 'zh' || language === 'en') return `${problem.severity} ${describeProblem(problem, language)} (${problem.code})`
  return `${problem.severity} ${describeProblem(problem, 'en')} (${problem.code})\n      ${problem.message.zh}`
}
