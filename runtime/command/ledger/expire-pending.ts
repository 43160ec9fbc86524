import type { EntryPlan, Movement } from '../../engine/ledger/posting.ts'
import { basis } from '../../engine/ledger/basis.ts'
import { listPendings } from '../../store/ledger/pendings.ts'
import { findPairedEntry } from '../../store/ledger/pool-rows.ts'
import type { Unit } from '../unit.ts'
import { ledgerRulesOf } from './ledger-rules.ts'
import { NEVER, placeMovements } from './place-movements.ts'
import { nowMinute } from './posting-clock.ts'
import { RecordPostingContext } from './posting-formulas.ts'
import { resolvePendings } from './resolve-pendings.ts'
import { resolveSources } from './resolve-sources.ts'
import { writeJournal } from './write-journal.ts'

/** Releases what is left of a pending movement; a no-op where nothing is. Returns whether something was. */
export async function expirePending(unit: Unit, movement: number): Promise<boolean> {
  const [pending] = await listPendings(unit.transaction, 'movement', movement)
  if (pending === undefined || pending.done >= pending.amount) return false
  const { ledgers } = unit.store
  const row = await findPairedEntry(ledgers, unit.transaction, pending.ledger, movement)
  const journal = await ledgers.journal(unit.transaction, row!.journal)
  const record = await unit.load(journal!.entity!, pending.record)
  const plan = record === undefined ? undefined : planOf(unit, record.entity, journal!.posting, pending.name)
  if (record === undefined || plan === undefined) return false
  const context = new RecordPostingContext(record, unit.facts)
  const line = null
  const amounts = plan.ledger.measures.map(() => 0)
  const release: Movement = {
    plan,
    line,
    from: null,
    to: null,
    amounts,
    hasValue: false,
    basis: basis.given,
    of: movement,
    factor: 0,
    attributes: plan.ledger.attributes.map(() => null),
  }
  const period = await ledgers.lastClosedPeriod(unit.transaction)
  const closedTo = period?.endAt ?? NEVER
  const at = Math.max(nowMinute(unit), closedTo + 1)
  const movements = await resolvePendings(unit, [release], context)
  const placement = await resolveSources(unit, await placeMovements(unit, movements, context), at, closedTo)
  const { generation, entity } = journal!
  await writeJournal(unit, {
    record: pending.record,
    generation,
    posting: 'expire',
    kind: `post-${movement}`,
    entity,
    at,
    closedTo,
    ...placement,
  })
  return true
}

/** The entry that holds it, turned into its release. */
function planOf(unit: Unit, entity: string, posting: string, name: string): EntryPlan | undefined {
  const entry = ledgerRulesOf(unit.store).entryOf(entity, posting, name)
  if (entry === undefined) return undefined
  const { pending: _, ...definition } = entry.definition
  return { ...entry, verb: 'release', definition: { ...definition, release: 'all' }, to: null, expires: null }
}
