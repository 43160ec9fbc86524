import { evaluatePosting } from '../../engine/ledger/evaluate-posting.ts'
import type { Movement, PostingPlan } from '../../engine/ledger/posting.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { withFacts } from '../load-facts.ts'
import type { Unit } from '../unit.ts'
import { allocateOpenItems } from './allocate-open-items.ts'
import { findDifferences } from './count-changes.ts'
import { NEVER, placeMovements } from './place-movements.ts'
import { RecordPostingContext } from './posting-formulas.ts'
import { postingMinute } from './posting-clock.ts'
import { resolvePendings } from './resolve-pendings.ts'
import { resolveSources } from './resolve-sources.ts'
import { writeJournal } from './write-journal.ts'

/** What a posting rule makes of a record: evaluated once every fact it reads is loaded. */
interface Evaluated {
  readonly at: unknown
  readonly movements: Movement[]
}

interface DraftedPosting {
  /** Business minute. */
  readonly at: number
  readonly closedTo: number
  readonly movements: readonly Movement[]
  readonly context: RecordPostingContext
}

/**
 * Posts a record by one rule: evaluate, allocate, find pools, cost, judge, write. Posting twice is a no-op.
 * Errors: `period-closed`, `assertion-refused`, `over-allocated`, `costing-refused`, those of formulas; rows are named.
 */
export async function postRecord(unit: Unit, plan: PostingPlan, record: StoredRecord): Promise<void> {
  const { id, generation } = record.header
  const { name } = plan.definition
  const kind = await freeKind(unit, id, generation, name)
  if (kind === undefined) return
  const drafted = await draftPosting(unit, plan, record)
  if (drafted === undefined) return
  const { at, closedTo, movements, context } = drafted
  const found = await resolveSources(unit, await placeMovements(unit, movements, context), at, closedTo)
  const placement = await findDifferences(unit, found, at)
  await writeJournal(unit, { record: id, generation, posting: name, kind, entity: record.entity, at, closedTo, ...placement })
}

/** What a rule would write for a record, before it is placed in pools and costed; undefined where that is nothing. */
export async function draftPosting(unit: Unit, plan: PostingPlan, record: StoredRecord): Promise<DraftedPosting | undefined> {
  const context = new RecordPostingContext(record, unit.facts)
  const evaluated = await evaluate(unit, plan, context)
  if (evaluated === undefined || evaluated.movements.length === 0) return undefined
  const period = await unit.store.ledgers.lastClosedPeriod(unit.transaction)
  const at = postingMinute(unit, plan, evaluated.at, period)
  const movements = await resolvePendings(unit, await allocateOpenItems(unit, evaluated.movements, context), context)
  return movements.length === 0 ? undefined : { at, closedTo: period?.endAt ?? NEVER, movements, context }
}

/** `post`, or `post-2` when the first was mirrored because the record was returned; undefined when it stands. */
async function freeKind(unit: Unit, record: number, generation: number, posting: string): Promise<string | undefined> {
  const { ledgers } = unit.store
  if (isFirstPosting(unit, record, posting)) return 'post'
  for (let attempt = 1; ; attempt++) {
    const suffix = attempt === 1 ? '' : `-${attempt}`
    if ((await ledgers.findJournal(unit.transaction, record, generation, posting, `post${suffix}`)) === undefined) return `post${suffix}`
    if ((await ledgers.findJournal(unit.transaction, record, generation, posting, `mirror${suffix}`)) === undefined) return undefined
  }
}

const posted = new WeakMap<Unit, Set<string>>()

/** What this command has made was never posted before it. */
function isFirstPosting(unit: Unit, record: number, posting: string): boolean {
  if (!unit.isNew(record)) return false
  const known = posted.get(unit) ?? new Set()
  posted.set(unit, known)
  const key = `${record} ${posting}`
  if (known.has(key)) return false
  known.add(key)
  return true
}

async function evaluate(unit: Unit, plan: PostingPlan, context: RecordPostingContext): Promise<Evaluated | undefined> {
  const result = await withFacts(unit, () => {
    try {
      if (plan.when !== null && plan.when(context, null) !== true) return { done: undefined }
      return { done: { at: plan.at(context, null), movements: evaluatePosting(plan, context) } }
    } catch (error) {
      // A fact may be missing: it is asked for again once everything that was read is loaded.
      return { error: error as Error }
    }
  })
  if (result.error !== undefined) throw result.error
  return result.done
}
