import { assert } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { FactBook, type MatchFact, type Need } from '../engine/record/facts.ts'
import { makeAuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { readLedgerRows } from '../store/reading/ledger-rows.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { constantOperand } from './filter.ts'
import { readHeld } from './ledger/held-values.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'

/** Rounds of "compute, load what was missing": as deep as paths through references may go. */
const DEEPEST_PATH = 12

export function factBookOf(context: QueryContext): FactBook {
  const { model, registry, now, store } = context
  const facts = new FactBook({ model, registry, now, timeZone: store.timeZone })
  facts.merged = store.ledgers.merged
  return facts
}

/** What a ranked look-up gives to a formula that asks for it. */
export type LookUp = (need: Extract<Need, { kind: 'match' }>) => Promise<MatchFact>

/**
 * Runs `work` again until every fact that it asked for is there. `rights`: facts of the process itself are read over
 * all rights, what is shown to somebody under his. A look-up gives nothing, so that one inside another ends: formulas
 * that may look up are computed with `withMatchedFacts`.
 */
export async function withReadFacts<T>(
  context: QueryContext,
  facts: FactBook,
  rights: 'all' | 'own',
  work: () => T,
  lookUp: LookUp = findNothing,
): Promise<T> {
  for (let round = 0; round < DEEPEST_PATH; round++) {
    const result = work()
    const needs = facts.takeNeeds()
    if (needs.length === 0) return result
    for (const need of needs) {
      if (need.kind === 'match') facts.learnMatch(need.key, await lookUp(need))
      else await learn(context, facts, rights, need)
    }
  }
  assert(false, 'Facts lead to facts without end')
}

function findNothing(): Promise<MatchFact> {
  return Promise.resolve({ value: null, why: null })
}

async function learn(context: QueryContext, facts: FactBook, rights: 'all' | 'own', need: Exclude<Need, { kind: 'match' }>): Promise<void> {
  if (need.kind === 'balance') {
    facts.learnBalance(need.key, await readBalance(context, rights, need))
    return
  }
  if (need.kind === 'held') {
    facts.learnHeld(need.key, await readHeld(context, rights, need))
    return
  }
  const { records } = context.store
  const record = await (need.lines
    ? records.load(context.reading, need.entity, need.id)
    : records.loadHeader(context.reading, need.entity, need.id))
  facts.learnRecord(need.id, record ?? null, need.lines)
}

async function readBalance(
  context: QueryContext,
  rights: 'all' | 'own',
  need: Extract<Need, { kind: 'balance' }>,
): Promise<Decimal | null> {
  if (!context.model.ledgers.has(need.ledger)) return null
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const mayRead = authority.may('view', need.ledger) && !authority.fields(need.ledger).hidden.has(need.measure)
  if (rights === 'own' && !mayRead) return null
  const plan = makeAuthorizedPlan({ resource: need.ledger, rows: { constant: true }, seatsOf: null, hidden: new Set() })
  const where = Object.entries(need.where).map(([name, value]) => ({
    compare: '=' as const,
    left: { path: [name] },
    right: constantOperand(typeof value === 'number' ? String(value) : value),
  }))
  const [row] = await readLedgerRows(
    readingSource(context),
    plan,
    { name: 'fact', of: 'balances', group: [], measures: [{ name: 'figure', path: [need.measure], aggregate: 'sum' }], where },
    1,
  )
  return row?.figure == null ? Decimal.zero : Decimal.parse(String(row.figure))
}
