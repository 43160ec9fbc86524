import type { JsonObject } from '@formwork/platform/value/index.ts'
import { findQuery, readAsSystem } from '../../host/run-query.ts'
import { DATA_OPTION, openDirectory, requireWorkspace, withWorkspace } from '../open-directory.ts'
import { printTable } from '../print-table.ts'
import { readOptions, textOption } from '../read-options.ts'
import type { BookRunner } from './book-runner.ts'
import type { Step } from './read-steps.ts'

interface Shadow {
  readonly method: string
  readonly rows: readonly { readonly pool: string; readonly [figure: string]: string }[]
}

const figures = ['quantity', 'value', 'shadowValue', 'issued', 'shadowIssued'] as const

/** `formwork ledger shadow <workspace> <ledger> [--method fifo]`: another costing method over the same journal, beside the books. */
export async function printShadow(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv, { ...DATA_OPTION, method: { type: 'string' } }, { least: 2, most: 2 })
  const [name, ledger] = options.positionals as [string, string]
  const { directory, registry } = openDirectory(options)
  const request = { ledger, method: textOption(options, 'method') }
  const found = (await withWorkspace(registry, await requireWorkspace(directory, name), { readOnly: true }, (workspace) =>
    readAsSystem(workspace, (context) => findQuery('ledger-shadow').run(context, request as never)),
  )) as Shadow
  const rows = found.rows.map((row) => [row.pool, ...figures.map((figure) => row[figure] ?? '')])
  process.stdout.write(`${printTable([['pool', ...figures], ...rows])}\n`)
  return 0
}

/** What another method makes of the steps so far; nothing is booked. */
export async function shadow(runner: BookRunner, step: Step): Promise<JsonObject> {
  step.allow('method')
  const { method, rows } = (await runner.query('ledger-shadow', { ledger: 'goods', method: step.required('method') })) as Shadow
  const named = rows.map(({ pool, ...row }): [string, JsonObject] => [nameOfPool(runner, pool), row])
  return { shadow: { method, pools: Object.fromEntries(named) } }
}

/** Items and places by name: `A`, `A / main`. */
function nameOfPool(runner: BookRunner, key: string): string {
  const dimensions = runner.settings.pool.split('-')
  const parts = key.split('|').map((part, index) => (dimensions[index] === 'batch' ? part : runner.nameOf(Number(part))))
  return parts.filter((part) => part !== '').join(' / ')
}
