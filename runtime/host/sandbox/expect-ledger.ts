import type { LedgerDefinition, ScenarioExpectation } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { authorizeRead } from '../../query/authorize.ts'
import { constantOperand } from '../../query/filter.ts'
import { readingSource } from '../../query/reading-source.ts'
import { readLedgerRows } from '../../store/reading/ledger-rows.ts'
import { readAsSystem } from '../run-query.ts'
import { compare } from './expect-record.ts'
import type { StepRunner } from './step-runner.ts'

/** More entries than a scenario writes. */
const MOST_ENTRIES = 10_000

/** Balances of a ledger at coordinates, and how many entries there are. */
export async function expectLedger(runner: StepRunner, expectation: ScenarioExpectation): Promise<string | undefined> {
  const { model } = await runner.state()
  const ledger = model.ledgers.get(expectation.ledger!)
  if (ledger === undefined) throw fail('unknown-ledger', { ledger: expectation.ledger! })
  const where = await readCoordinates(runner, ledger, expectation.where ?? {})
  for (const [measure, expected] of Object.entries(expectation.measures ?? {})) {
    const difference = compare(measure, expected, await readBalance(runner, ledger.name, measure, where))
    if (difference !== undefined) return difference
  }
  return expectation.entries === undefined ? undefined : compare('entries', expectation.entries, await countEntries(runner, ledger, where))
}

/** Dimensions by name; an entity's record by what people call it. */
async function readCoordinates(
  runner: StepRunner,
  ledger: LedgerDefinition,
  where: Readonly<Record<string, unknown>>,
): Promise<Predicate[]> {
  const context = await runner.context()
  const predicates: Predicate[] = []
  for (const [name, called] of Object.entries(where)) {
    const dimension = ledger.dimensions.find((each) => each.name === name)
    if (dimension === undefined) throw fail('unknown-measure', { ledger: ledger.name, measure: name })
    const kept = runner.kept.find(String(called))
    let value: unknown = called
    if (dimension.entity !== undefined && !isVirtual(dimension, called)) value = await context.findId(dimension.entity, String(called))
    else if (kept !== undefined && dimension.entity === undefined) value = kept.id
    else if (dimension.type === 'date') value = CalendarDate.parse(String(called))
    predicates.push({ compare: '=', left: { path: [name] }, right: constantOperand(value) })
  }
  return predicates
}

function isVirtual(dimension: LedgerDefinition['dimensions'][number], called: unknown): boolean {
  return dimension.virtual?.some((each) => each.name === called) === true
}

function readBalance(runner: StepRunner, ledger: string, measure: string, where: Predicate[]): Promise<string> {
  return readAsSystem(runner.workspace, async (context) => {
    const read = {
      name: measure,
      of: 'balances' as const,
      group: [],
      measures: [{ name: 'figure', path: [measure], aggregate: 'sum' as const }],
      where,
    }
    const [row] = await readLedgerRows(readingSource(context), authorizeRead(context, ledger), read, 1)
    return row?.figure == null ? '0' : String(row.figure)
  })
}

function countEntries(runner: StepRunner, ledger: LedgerDefinition, where: Predicate[]): Promise<number> {
  const measures = ledger.measures.slice(0, 1).map(({ name }) => ({ name, path: [name], aggregate: 'sum' as const }))
  return readAsSystem(runner.workspace, async (context) => {
    const read = { name: 'entries', of: 'entries' as const, group: [], measures, where }
    return (await readLedgerRows(readingSource(context), authorizeRead(context, ledger.name), read, MOST_ENTRIES)).length
  })
}
