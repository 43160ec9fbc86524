import { verifyAudit } from '../store/audit/verify-audit.ts'
import { verifyLedgers } from '../store/ledger/verify-ledgers.ts'
import type { LedgerCheck } from '../store/ledger/verify-costs.ts'
import type { LoadedWorkspace } from '../host/loaded-workspace.ts'
import type { CliCommand } from './cli-command.ts'
import { chosenWorkspaces, DATA_HELP, DATA_OPTION, openDirectory, requireWorkspace, withWorkspace } from './open-directory.ts'
import { printTable } from './print-table.ts'
import { readOptions } from './read-options.ts'

const verify: CliCommand = {
  name: 'verify',
  summary: {
    zh: '重算每个余额并核对审计链',
    en: 'recomputes every balance and walks the audit chain',
  },
  help: `
formwork verify [workspace …] [--data <folder>]

Adds up every entry of every ledger and compares with the balances and cost pools that are kept; folds every cost pool
again from its first movement and compares what each movement costs and every checkpoint on the way; checks that both
sides of every move cancel, that nothing held means no value, that every entry has its journal, that open items are what
opened them and were never settled beyond what was open, that what is pending is held and fulfilled at most once, that
rows made from other rows have their source and take no more than there is, that costs taken over by other ledgers are what
they cost now, that closed periods are as they were closed, and that tasks and waiting steps of processes agree; and follows
the audit chain from its first row, in every workspace or in those named. Reads only and never repairs: a difference is named, with its row.

${DATA_HELP}

Ends with 0 when everything agrees, else 1.`,
  async run(argv) {
    const options = readOptions(argv, DATA_OPTION, { least: 0, most: 1000 })
    const { directory, registry } = openDirectory(options)
    const names = await chosenWorkspaces(directory, options)
    const rows: string[][] = []
    for (const name of names) {
      const found = await withWorkspace(registry, await requireWorkspace(directory, name), { readOnly: true }, verifyWorkspace)
      rows.push(...found.map(([verdict, what, detail]) => [verdict, `${name}: ${what}`, detail]))
    }
    process.stdout.write(`${printTable(rows)}\n`)
    return rows.some(([verdict]) => verdict !== 'ok') ? 1 : 0
  },
}

export default verify

async function verifyWorkspace(workspace: LoadedWorkspace): Promise<[verdict: string, what: string, detail: string][]> {
  return workspace.database.read(async (reading) => {
    const { store } = await workspace.current(reading)
    const checks = await verifyLedgers(reading, store)
    const audit = await verifyAudit(reading)
    return [
      ...checks.map(describeCheck),
      [
        audit.broken === undefined ? 'ok' : 'FAIL',
        'audit chain',
        audit.broken === undefined ? `${audit.rows} rows` : `row ${audit.broken.sequence} does not agree (${audit.broken.reason})`,
      ],
    ]
  })
}

function describeCheck({ check, ledger, broken, first }: LedgerCheck): [verdict: string, what: string, detail: string] {
  const what = ledger === null ? check : `${check} of ${ledger}`
  return broken === 0 ? ['ok', what, 'agree'] : ['FAIL', what, `${broken} do not agree, first: ${first}`]
}
