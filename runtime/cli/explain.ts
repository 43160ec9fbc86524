import { fail } from '@formwork/platform/error/index.ts'
import { findQuery, readAsSystem } from '../host/run-query.ts'
import type { CliCommand } from './cli-command.ts'
import { DATA_HELP, DATA_OPTION, openDirectory, requireWorkspace, withWorkspace } from './open-directory.ts'
import { printTable } from './print-table.ts'
import { readOptions, textOption } from './read-options.ts'

const explain: CliCommand = {
  name: 'explain',
  summary: {
    zh: '列出账上一个数由哪些分录组成',
    en: 'prints the entries that make a figure of a ledger',
  },
  help: `
formwork explain <workspace> <ledger> <measure> [dimension=value …] [--to <day>] [--data <folder>]
formwork explain <workspace> <ledger> --of <id> [--data <folder>]

Prints every entry that makes a figure (a balance, a margin, an open amount; today, or as of a day), in the order of cost,
and the formula that gives it. Coordinates that are not named are summed over; a record is named by its id, a virtual place
by @name. With --of (a record, a row of its lines, an entry): what its movements cost and why: what they took of what was
held then. Formulas are expressions over the rows printed: evaluating them gives the number.

${DATA_HELP}

Examples: formwork explain demo holding value item=12      formwork explain demo holding --of 345`,
  async run(argv) {
    const options = readOptions(argv, { ...DATA_OPTION, of: { type: 'string' }, to: { type: 'string' } }, { least: 2, most: 20 })
    const [name, ledger, measure, ...coordinates] = options.positionals as [string, string, ...string[]]
    const of = textOption(options, 'of')
    if ((of === undefined) === (measure === undefined)) throw fail('bad-request', { reason: 'a measure, or --of <id>' })
    const { directory, registry } = openDirectory(options)
    const request = { ledger, measure, where: readCoordinates(coordinates), to: textOption(options, 'to'), of }
    const found = await withWorkspace(registry, await requireWorkspace(directory, name), { readOnly: true }, (workspace) =>
      readAsSystem(workspace, (context) => findQuery('ledger-explain').run(context, request as never)),
    )
    const text = of === undefined ? describe(found as Explanation, measure!) : describeCost(found as ExplainedCost)
    process.stdout.write(`${text}\n`)
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

interface ExplainedCost {
  readonly formula: string
  readonly total: string
  readonly movements: readonly {
    readonly entry: string
    readonly name: string
    readonly date: string
    readonly quantity: string
    readonly value: string
    readonly formula: string
    readonly parts: readonly Readonly<Record<string, string>>[]
  }[]
}

const partColumns = ['kind', 'sign', 'quantity', 'held', 'worth', 'entry'] as const

function describeCost({ formula, total, movements }: ExplainedCost): string {
  const shown = movements.map(({ entry, name, date, quantity, value, formula: own, parts }) => {
    const rows = parts.map((part) => partColumns.map((column) => part[column] ?? ''))
    return `${date} ${name} (${entry}): quantity ${quantity}, value ${value}\n${printTable([[...partColumns], ...rows])}\n${own} = ${value}`
  })
  return `${shown.join('\n\n')}\n\n${formula} = ${total}`
}
