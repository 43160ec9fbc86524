import { join } from 'node:path'
import { verifyAudit } from '../store/audit/verify-audit.ts'
import { verifyLedgers } from '../store/ledger/verify-ledgers.ts'
import type { LedgerCheck } from '../store/ledger/verify-costs.ts'
import type { LoadedWorkspace } from '../host/loaded-workspace.ts'
import { verifyContent, type ContentCheck } from '../host/verify-content.ts'
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
they cost now, that closed periods are as they were closed, and that tasks and waiting steps of processes agree; follows
the audit chain from its first row; and reads every stored file and compares it with its row, in every workspace or in those named. Reads only and never repairs: a difference is named, with its row.

${DATA_HELP}

Ends with 0 when everything agrees, else 1.`,
  async run(argv) {
    const options = readOptions(argv, DATA_OPTION, { least: 0, most: 1000 })
    const { directory, registry } = openDirectory(options)
    const names = await chosenWorkspaces(directory, options)
    const rows: string[][] = []
    for (const name of names) {
      const entry = await requireWorkspace(directory, name)
      const found = await withWorkspace(registry, entry, { readOnly: true }, (workspace) =>
        verifyWorkspace(workspace, join(entry.folder, 'files')),
      )
      rows.push(...found.map(([verdict, what, detail]) => [verdict, `${name}: ${what}`, detail]))
    }
    process.stdout.write(`${printTable(rows)}\n`)
    return rows.some(([verdict]) => verdict !== 'ok') ? 1 : 0
  },
}

export default verify

async function verifyWorkspace(workspace: LoadedWorkspace, files: string): Promise<[verdict: string, what: string, detail: string][]> {
  return workspace.database.read(async (reading) => {
    const { store } = await workspace.current(reading)
    const checks = await verifyLedgers(reading, store)
    const audit = await verifyAudit(reading)
    const content = await verifyContent(reading, files)
    return [
      ...checks.map(describeCheck),
      [
        audit.broken === undefined ? 'ok' : 'FAIL',
        'audit chain',
        audit.broken === undefined ? `${audit.rows} rows` : `row ${audit.broken.sequence} does not agree (${audit.broken.reason})`,
      ],
      describeContent(content),
    ]
  })
}

function describeContent({ files, broken, brokenCount }: ContentCheck): [verdict: string, what: string, detail: string] {
  if (broken === undefined) return ['ok', 'files', `${files} agree with their rows`]
  return ['FAIL', 'files', `${brokenCount} do not agree, first: file ${broken.id} (${broken.name}), content ${broken.reason}`]
}

function describeCheck({ check, ledger, broken, first }: LedgerCheck): [verdict: string, what: string, detail: string] {
  const what = ledger === null ? check : `${check} of ${ledger}`
  return broken === 0 ? ['ok', what, 'agree'] : ['FAIL', what, `${broken} do not agree, first: ${first}`]
}
