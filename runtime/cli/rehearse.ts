import { findQuery, readAsSystem } from '../host/run-query.ts'
import type { CliCommand } from './cli-command.ts'
import { DATA_HELP, DATA_OPTION, openDirectory, requireWorkspace, withWorkspace } from './open-directory.ts'
import { readOptions, textOption } from './read-options.ts'

const rehearse: CliCommand = {
  name: 'rehearse',
  summary: {
    zh: '用另一版流程重演以往的审批',
    en: 'runs past instances of a process again under another version of it',
  },
  help: `
formwork rehearse <workspace> <process> [--against working-copy|current|<release>] [--limit <n>] [--json] [--data <folder>]

Feeds the events and facts of past instances to the process as the working copy (or a release) has it, and prints where the
decisions would have gone another way: other people, steps that come or go, other ends. Nothing is written. The process as
it was must reproduce every instance; the exit code is 1 when it does not.

  --against <what>  working-copy (default), current, or the number of a release
  --limit <n>       how many of the latest instances, 1 to 500 (default 50)
  --json            everything as JSON
${DATA_HELP}

Example: formwork rehearse demo order-approval --against current`,
  async run(argv) {
    const definition = { ...DATA_OPTION, against: { type: 'string' }, limit: { type: 'string' }, json: { type: 'boolean' } } as const
    const options = readOptions(argv, definition, { least: 2, most: 2 })
    const [name, process_] = options.positionals as [string, string]
    const { directory, registry } = openDirectory(options)
    const request = { process: process_, against: textOption(options, 'against'), limit: textOption(options, 'limit') }
    const found = (await withWorkspace(registry, await requireWorkspace(directory, name), { readOnly: true }, (workspace) =>
      readAsSystem(workspace, (context) => findQuery('rehearse').run(context, request as never)),
    )) as Rehearsal
    process.stdout.write(options.values.json === true ? `${JSON.stringify(found, null, 2)}\n` : describe(found))
    return found.reproduced === found.instances ? 0 : 1
  },
}

export default rehearse

interface Rehearsal {
  readonly instances: number
  readonly reproduced: number
  readonly same: number
  readonly moreSteps: number
  readonly fewerSteps: number
  readonly rows: readonly {
    readonly instance: string
    readonly record: { readonly number: string | null } | null
    readonly reproduced: boolean
    readonly differences: readonly Readonly<Record<string, unknown>>[]
  }[]
}

function describe(found: Rehearsal): string {
  const lines = found.rows
    .filter((row) => row.differences.length > 0 || !row.reproduced)
    .flatMap((row) => [
      `${row.instance} ${row.record?.number ?? ''}${row.reproduced ? '' : ' (not reproduced)'}`,
      ...row.differences.map((difference) => `  ${JSON.stringify(difference)}`),
    ])
  const { instances, reproduced, same, moreSteps, fewerSteps } = found
  return `${[...lines, `${instances} instances, ${reproduced} reproduced, ${same} decided the same way; ${moreSteps} more steps, ${fewerSteps} fewer`].join('\n')}\n`
}
