import { fail } from '@formwork/platform/error/index.ts'
import { findQuery, readAsSystem } from '../host/run-query.ts'
import type { CliCommand } from './cli-command.ts'
import { DATA_HELP, DATA_OPTION, openDirectory, requireWorkspace, withWorkspace } from './open-directory.ts'
import { printTable } from './print-table.ts'
import { readOptions } from './read-options.ts'

const explain: CliCommand = {
  name: 'explain',
  summary: 'prints the entries that make a figure of a ledger',
  help: `
formwork explain <workspace> <ledger> <measure> [dimension=value …] [--data <folder>]

Prints every entry that makes a figure, in the order of cost, and what they add up to. Coordinates that are not named are
summed over; a record is named by its id, a virtual place by @name.

${DATA_HELP}

Example: formwork explain demo holding value item=12`,
  async run(argv) {
    const options = readOptions(argv, DATA_OPTION, { least: 3, most: 20 })
    const [name, ledger, measure, ...coordinates] = options.positionals as [string, string, string, ...string[]]
    const { directory, registry } = openDirectory(options)
    const request = { ledger, measure, where: readCoordinates(coordinates) }
    const found = await withWorkspace(registry, await requireWorkspace(directory, name), { readOnly: true }, (workspace) =>
      readAsSystem(workspace, (context) => findQuery('ledger-explain').run(context, request as never)),
    )
    process.stdout.write(`${describe(found as Explanation, measure)}\n`)
    return 0
  },
}

export default explain

interface Explanation {
  readonly formula: string
  readonly total: string
  readonly rows: readonly Readonly<Record<string, string | null>>[]
}

/** Errors: `bad-request`. */
function readCoordinates(texts: readonly string[]): Record<string, string> {
  const pairs = texts.map((text) => {
    const middle = text.indexOf('=')
    if (middle < 1) throw fail('bad-request', { reason: `${text}: dimension=value` })
    return [text.slice(0, middle), text.slice(middle + 1)]
  })
  return Object.fromEntries(pairs) as Record<string, string>
}

function describe({ formula, total, rows }: Explanation, measure: string): string {
  const lines = rows.map((row) => [row.at ?? '', row.entity ?? '', row.record ?? '', row.name ?? '', row[measure] ?? ''])
  return `${printTable([['date', 'entity', 'record', 'entry', measure], ...lines])}\n\n${formula} = ${total}`
}
