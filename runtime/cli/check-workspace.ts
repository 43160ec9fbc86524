import { checkDefinitions as checkFiles, loadDefinitions } from '@formwork/platform/definition/index.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { openDatabase } from '../host/database-location.ts'
import type { WorkspaceEntry } from '../host/workspace-directory.ts'
import { verifyAudit } from '../store/audit/verify-audit.ts'
import type { Reading } from '../store/database.ts'
import { readDefinitionFiles, readReleaseNumber } from '../store/definitions/definitions.ts'
import { readDemoPassword } from '../store/installation/demo-mark.ts'
import { verifyBalances } from '../store/ledger/verify-balances.ts'
import { listDeadJobs } from '../store/jobs/jobs.ts'
import { SYSTEM_VERSION, systemVersion } from '../store/migrate/migrate-system.ts'

/** One line of `doctor`. */
export interface CheckResult {
  readonly verdict: 'ok' | 'warn' | 'FAIL'
  readonly what: string
  readonly detail: string
}

type Check = (reading: Reading, registry: Registry) => Promise<Omit<CheckResult, 'what'>>

/** What is asked of an open database, in this order. */
const checks: readonly (readonly [string, Check])[] = [
  ['schema', checkSchema],
  ['definitions', checkDefinitions],
  ['audit chain', checkAudit],
  ['ledgers', checkLedgers],
  ['jobs', checkJobs],
  ['logins', checkLogins],
]

/** Every check of one workspace; a check that cannot be made has failed. */
export async function checkWorkspace(registry: Registry, entry: WorkspaceEntry): Promise<CheckResult[]> {
  const { location } = entry
  const dialect = requireContribution(registry, 'dialects', location.dialect)
  const results: CheckResult[] = []
  const attempt = async (what: string, work: () => Promise<Omit<CheckResult, 'what'>>): Promise<void> => {
    const result = await work().catch((error: unknown) => ({
      verdict: 'FAIL' as const,
      detail: error instanceof Error ? error.message : String(error),
    }))
    results.push({ what, ...result })
  }
  if (dialect.check !== undefined) await attempt('database file', async () => describeFindings(await dialect.check!(location)))
  await attempt('durability', async () => {
    const database = await openDatabase(registry, location, { readOnly: true })
    try {
      const durability = await database.read((reading) => checkDurability(reading, location.dialect))
      for (const [what, check] of checks) await attempt(what, () => database.read((reading) => check(reading, registry)))
      return durability
    } finally {
      await database.close()
    }
  })
  return results
}

function describeFindings(findings: readonly string[]): Omit<CheckResult, 'what'> {
  return findings.length === 0 ? { verdict: 'ok', detail: 'whole' } : { verdict: 'FAIL', detail: findings.slice(0, 3).join('; ') }
}

/** The drivers set it at every connection and refuse to go on when it does not take. */
async function checkDurability(reading: Reading, dialect: 'sqlite' | 'postgresql'): Promise<Omit<CheckResult, 'what'>> {
  const setting = await reading.get(
    {
      sql:
        dialect === 'sqlite'
          ? 'select synchronous as setting from pragma_synchronous'
          : "select current_setting('synchronous_commit') as setting",
    },
    [],
  )
  const value = String(setting?.setting)
  const isDurable = dialect === 'sqlite' ? value === '2' : value !== 'off'
  return { verdict: isDurable ? 'ok' : 'FAIL', detail: `${dialect}, synchronous ${dialect === 'sqlite' && isDurable ? 'FULL' : value}` }
}

async function checkSchema(reading: Reading): Promise<Omit<CheckResult, 'what'>> {
  const version = await systemVersion(reading)
  if (version > SYSTEM_VERSION) return { verdict: 'FAIL', detail: `version ${version}, this program knows ${SYSTEM_VERSION}` }
  return version < SYSTEM_VERSION
    ? { verdict: 'warn', detail: `version ${version}, formwork migrate brings ${SYSTEM_VERSION}` }
    : { verdict: 'ok', detail: `version ${version}` }
}

async function checkDefinitions(reading: Reading, registry: Registry): Promise<Omit<CheckResult, 'what'>> {
  const release = await readReleaseNumber(reading)
  const { problems } = await checkFiles(await readDefinitionFiles(reading, release), registry, { release })
  const errors = problems.filter((problem) => problem.severity === 'error')
  return errors.length === 0
    ? { verdict: 'ok', detail: `release ${release}` }
    : { verdict: 'FAIL', detail: `release ${release}: ${errors[0]!.file}${errors[0]!.pointer} ${errors[0]!.message.en}` }
}

async function checkAudit(reading: Reading): Promise<Omit<CheckResult, 'what'>> {
  const { rows, broken } = await verifyAudit(reading)
  return broken === undefined
    ? { verdict: 'ok', detail: `${rows} rows` }
    : { verdict: 'FAIL', detail: `row ${broken.sequence} does not agree (${broken.reason})` }
}

async function checkLedgers(reading: Reading, registry: Registry): Promise<Omit<CheckResult, 'what'>> {
  const release = await readReleaseNumber(reading)
  const { model } = loadDefinitions(await readDefinitionFiles(reading, release), registry, { release, isChecked: true })
  const verdicts = model === undefined ? [] : await verifyBalances(reading, model)
  const broken = verdicts.find((verdict) => verdict.broken > 0)
  return broken === undefined
    ? { verdict: 'ok', detail: `${verdicts.length} ledgers agree with their entries` }
    : { verdict: 'FAIL', detail: `${broken.ledger}: ${broken.broken} balances are not the sum of their entries` }
}

async function checkJobs(reading: Reading): Promise<Omit<CheckResult, 'what'>> {
  const dead = await listDeadJobs(reading, 100)
  return dead.length === 0
    ? { verdict: 'ok', detail: 'none laid aside' }
    : { verdict: 'warn', detail: `${dead.length} laid aside, first: ${dead[0]!.kind} ${dead[0]!.error ?? ''}` }
}

async function checkLogins(reading: Reading): Promise<Omit<CheckResult, 'what'>> {
  const isDemo = (await readDemoPassword(reading)) !== undefined
  return isDemo
    ? { verdict: 'warn', detail: 'demo logins that everybody knows: for this machine only' }
    : { verdict: 'ok', detail: 'no known logins' }
}
