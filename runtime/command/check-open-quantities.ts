import { Decimal } from '@formwork/platform/value/index.ts'
import type { Draft, DraftLine } from '../engine/record/draft.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { statusLabels } from '../engine/record/transition.ts'
import type { MaybePromise } from '../store/database.ts'
import { lockRecord } from '../store/links/fulfilment.ts'
import { listUpstream, type Link } from '../store/links/links.ts'
import { conversionPlan, conversionsTo, type ConversionPlan } from './conversion-plan.ts'
import { openQuantity, takenOf } from './open-quantity.ts'
import type { WritePurpose } from './save-request.ts'
import type { Unit } from './unit.ts'

/**
 * A record that was made from others may not take more of their lines than is open. At submit the source records are
 * locked first, in the order of their ids, so that of two targets of one open quantity only one wins.
 * Findings: `over-open-quantity` at the row, `illegal-transition` when a source is no longer posted.
 */
export function checkOpenQuantities(unit: Unit, draft: Draft, purpose: WritePurpose): MaybePromise<void> {
  if (draft.before === null || conversionsTo(unit.model, draft.plan.name).length === 0) return undefined
  return checkSources(unit, draft, purpose, draft.before.header.id)
}

async function checkSources(unit: Unit, draft: Draft, purpose: WritePurpose, target: number): Promise<void> {
  const links = (await listUpstream(unit.transaction, target)).filter((link) => link.sourceLine !== 0)
  if (links.length === 0) return
  const sources = [...new Set(links.map((link) => link.sourceRecord))].sort((left, right) => left - right)
  for (const source of sources) {
    const ofSource = links.filter((link) => link.sourceRecord === source)
    const plan = conversionPlan(unit.model, unit.registry, ofSource[0]!.conversion)
    if (purpose !== 'save') await lockRecord(unit.transaction, unit.store, plan.definition.from, source)
    const record = await unit.load(plan.definition.from, source)
    if (record !== undefined) await checkSource(unit, draft, plan, record, ofSource)
  }
}

async function checkSource(unit: Unit, draft: Draft, plan: ConversionPlan, source: StoredRecord, links: readonly Link[]): Promise<void> {
  const group = draft.plan.linesByName.get(plan.definition.lines!.to)!
  if (source.header.status !== 'posted') {
    const parameters = {
      status: statusLabels[source.header.status] ?? source.header.status,
      action: plan.definition.label ?? plan.definition.name,
    }
    draft.findings.push({ code: 'illegal-transition', parameters, group })
    return
  }
  const taken = await takenOf(unit, plan, source.header.id, draft.before!.header.id)
  for (const line of source.lines[plan.definition.lines!.from] ?? []) {
    const targets = targetsOf(draft, plan, line.id, links)
    if (targets.length === 0) continue
    const { most } = await openQuantity(unit, plan, source, line, taken)
    const quantity = targets.reduce(
      (sum, target) => sum.add((target.values[plan.quantity!.name] as Decimal | null) ?? Decimal.zero),
      Decimal.zero,
    )
    if (most !== null && quantity.compare(most) > 0) {
      draft.findings.push({
        code: 'over-open-quantity',
        parameters: { quantity, open: most },
        group,
        field: plan.quantity,
        line: targets.at(-1),
      })
    }
  }
}

/** Rows of the draft that came from a source line. */
function targetsOf(draft: Draft, plan: ConversionPlan, sourceLine: number, links: readonly Link[]): DraftLine[] {
  const ids = new Set(links.filter((link) => link.sourceLine === sourceLine).map((link) => link.targetLine))
  return draft.lines[plan.definition.lines!.to]!.filter((line) => ids.has(line.id))
}
