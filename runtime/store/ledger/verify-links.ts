import type { Model } from '@formwork/platform/definition/model.ts'
import { basis } from '../../engine/ledger/basis.ts'
import type { Reading, Row } from '../database.ts'
import type { LedgerStore } from './ledger-store.ts'
import type { LedgerTable } from './ledger-table.ts'
import type { LedgerCheck } from './verify-costs.ts'

/**
 * What refers from entry to entry: what is pending is held by its entry and fulfilled or released at most once, what takes
 * the cost of another movement is what that movement costs now. Reads only.
 */
export async function verifyLinks(reading: Reading, ledgers: LedgerStore, model: Model): Promise<LedgerCheck[]> {
  const checks: LedgerCheck[] = []
  for (const name of ledgers.shapes.keys()) {
    const { table } = ledgers.plansOf(name)
    const own: Row[] = []
    for (const sql of [wrongPendings(table), wrongParts(table)]) own.push(...(await reading.all({ sql }, [name])))
    checks.push(describe('pendings', name, own))
  }
  const followed = new Map<string, Row[]>()
  for (const { ledger, entry, measure, sources } of followers(model)) {
    const rows = followed.get(ledger) ?? []
    followed.set(ledger, rows)
    const of = [...sources].flatMap((source) => (ledgers.shapes.get(source)?.costing === undefined ? [] : [ledgers.plansOf(source).table]))
    for (const source of of) rows.push(...(await reading.all({ sql: wrongCosts(ledgers.plansOf(ledger).table, measure, source) }, [entry])))
  }
  for (const [ledger, rows] of followed) checks.push(describe('followed costs', ledger, rows))
  return checks
}

function describe(check: LedgerCheck['check'], ledger: string, rows: readonly Row[]): LedgerCheck {
  const [first] = rows
  return { check, ledger, broken: rows.length, first: first === undefined ? undefined : JSON.stringify(first) }
}

/** An amount that one of the measures has. */
const amountIs = (measures: readonly string[], amount: string): string =>
  measures.map((name) => `abs(e.${name}) = abs(${amount})`).join(' or ')

/** No entry holds it, or more than it was fulfilled and released. */
function wrongPendings({ entries, measures }: LedgerTable): string {
  const done = 'coalesce((select sum(abs(d.amount)) from ledger_pending_part d where d.pending = p.movement), 0)'
  const held = `exists (select 1 from ${entries} e where e.id = p.movement and (${amountIs(measures, 'p.amount')}))`
  return `select p.movement, p.amount, ${done} as done from ledger_pending p where p.ledger = ? and (not ${held} or ${done} > abs(p.amount))`
}

/** What says that it fulfilled or released something, and no entry did. */
function wrongParts({ entries, measures }: LedgerTable): string {
  const made = `exists (select 1 from ${entries} e where e.id = d.movement and (${amountIs(measures, 'd.amount')}))`
  return `select d.pending, d.movement, d.amount from ledger_pending_part d join ledger_pending p on p.movement = d.pending where p.ledger = ? and not ${made}`
}

interface FollowedCost {
  readonly ledger: string
  readonly entry: string
  readonly measure: string
  /** Ledgers of the entries whose cost it takes. */
  readonly sources: ReadonlySet<string>
}

/** Entries that take costs; those that give the same measure an amount of their own cannot be told apart. */
function followers(model: Model): FollowedCost[] {
  const found = [...model.postings.values()].flatMap(({ entries }) =>
    entries.flatMap((entry): FollowedCost[] => {
      const { cost, ledger, name, add, take, move } = entry
      if (cost === undefined || cost.measure in { ...add, ...take, ...move }) return []
      const sources = new Set(entries.filter((each) => cost.of.includes(each.name)).map((each) => each.ledger))
      return [{ ledger, entry: name, measure: cost.measure, sources }]
    }),
  )
  return found.filter(
    (each) => !found.some(({ ledger, entry, measure }) => ledger === each.ledger && entry === each.entry && measure !== each.measure),
  )
}

/** What stands in the follower beside what the movement costs with everything that was appended to it; mirrored ones never were. */
function wrongCosts(follower: LedgerTable, measure: string, source: LedgerTable): string {
  const column = follower.measures[follower.shape.measures.findIndex(({ name }) => name === measure)]!
  const value = source.measures[source.shape.costing!.value]!
  const arrives = (alias: string): string => `(${alias}.counter is null or ${alias}.id > ${alias}.counter)`
  const sums = `select source, sum(${column}) as total from ${follower.entries} f where basis = ${basis.followed} and name = ? and ${arrives('f')} group by source`
  const first = `select s.id, coalesce(s.counter, s.id) as other, case when s.counter is null then s.${value} else -s.${value} end as own from ${source.entries} s`
  const later = `coalesce((select sum(a.${value}) from ${source.entries} a where a.source = f.source and a.basis = ${basis.adjusted} and ${arrives('a')}), 0)`
  const isDead = `exists (select 1 from ${source.entries} m where m.source = f.source and m.basis = ${basis.mirrored})`
  return `select f.source, f.total, s.own + ${later} as cost from (${sums}) f join (${first}) s on s.id = f.source where abs(f.total) <> abs(s.own + ${later}) and not ${isDead}`
}
