import { evaluatePosting } from '../../engine/ledger/evaluate-posting.ts'
import type { Movement, PostingPlan } from '../../engine/ledger/posting.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { andThen } from '../../store/and-then.ts'
import type { MaybePromise } from '../../store/database.ts'
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
  const kind = unit.once(`posting ${id} ${name}`) && unit.isNew(id) ? 'post' : await freeKind(unit, id, generation, name)
  if (kind === undefined) return
  const drafted = await draftPosting(unit, plan, record)
  if (drafted === undefined) return
  const { at, closedTo, movements, context } = drafted
  const placing = placeMovements(unit, movements, context)
  const resolving = resolveSources(unit, placing instanceof Promise ? await placing : placing, at, closedTo)
  const differing = findDifferences(unit, resolving instanceof Promise ? await resolving : resolving, at)
  const placement = differing instanceof Promise ? await differing : differing
  await writeJournal(unit, { record: id, generation, posting: name, kind, entity: record.entity, at, closedTo, ...placement })
}

/** What a rule would write for a record, before it is placed in pools and costed; undefined where that is nothing. */
export async function draftPosting(unit: Unit, plan: PostingPlan, record: StoredRecord): Promise<DraftedPosting | undefined> {
  const context = new RecordPostingContext(record, unit.facts)
  const evaluating = evaluate(unit, plan, context)
  const evaluated = evaluating instanceof Promise ? await evaluating : evaluating
  if (evaluated === undefined || evaluated.movements.length === 0) return undefined
  const closed = unit.store.ledgers.lastClosedPeriod(unit.transaction)
  const period = closed instanceof Promise ? await closed : closed
  const at = postingMinute(unit, plan, evaluated.at, period)
  const allocating = allocateOpenItems(unit, evaluated.movements, context)
  const resolving = resolvePendings(unit, allocating instanceof Promise ? await allocating : allocating, context)
  const movements = resolving instanceof Promise ? await resolving : resolving
  return movements.length === 0 ? undefined : { at, closedTo: period?.endAt ?? NEVER, movements, context }
}

/** What this command has made was never posted before it; else: `post`, or `post-2` when the first was mirrored because the record was returned; undefined when it stands. */
async function freeKind(unit: Unit, record: number, generation: number, posting: string): Promise<string | undefined> {
  const { ledgers } = unit.store
  for (let attempt = 1; ; attempt++) {
    const suffix = attempt === 1 ? '' : `-${attempt}`
    if ((await ledgers.findJournal(unit.transaction, record, generation, posting, `post${suffix}`)) === undefined) return `post${suffix}`
    if ((await ledgers.findJournal(unit.transaction, record, generation, posting, `mirror${suffix}`)) === undefined) return undefined
  }
}

function evaluate(unit: Unit, plan: PostingPlan, context: RecordPostingContext): MaybePromise<Evaluated | undefined> {
  const result = withFacts(unit, () => {
    try {
      if (plan.when !== null && plan.when(context, null) !== true) return { done: undefined }
      return { done: { at: plan.at(context, null), movements: evaluatePosting(plan, context) } }
    } catch (error) {
      // A fact may be missing: it is asked for again once everything that was read is loaded.
      return { error: error as Error }
    }
  })
  return andThen(result, ({ done, error }) => {
    if (error !== undefined) throw error
    return done
  })
}
