import { fail } from '@formwork/platform/error/index.ts'
import { readRecordAudit } from '../../store/audit/read-audit.ts'
import type { SeatRow } from '../../store/process/seats.ts'
import type { HeldInstance } from '../process/step-instance.ts'
import type { Unit } from '../unit.ts'
import { shownToken } from '../../query/shown-token.ts'
import { withFacts } from '../load-facts.ts'

/** Audit lines looked through to say what changed. */
const MOST_LINES = 500

/**
 * Approve what you saw: the values that the person saw must still be the record's, and so must the facts that the node
 * calls material. Other people's votes change neither. Errors: `seen-values-changed` naming what changed.
 */
export async function requireSeenValues(unit: Unit, held: HeldInstance, seat: SeatRow, shown: string | undefined): Promise<void> {
  const { entity, record: id } = held.row
  if (shown === undefined || entity === null || id === null) return
  const record = await unit.load(entity, id)
  if (record === undefined) return
  const settings = held.version.graph.nodes.get(seat.node)?.settings ?? {}
  const current = await withFacts(unit, () =>
    shownToken({
      model: unit.model,
      registry: unit.registry,
      facts: unit.facts,
      hidden: unit.authority.fields(entity).hidden,
      settings,
      record,
    }),
  )
  if (current === shown) return
  const [seenVersion] = shown.split('.')
  const changes = await changedFields(unit, id, Number(seenVersion), unit.authority.fields(entity).hidden)
  throw fail('seen-values-changed', { changes: changes.length > 0 ? changes : [{ zh: '所依据的数据', en: 'the facts it rests on' }] })
}

async function changedFields(unit: Unit, record: number, seenVersion: number, hidden: ReadonlySet<string>): Promise<string[]> {
  const names = new Set<string>()
  for (const line of await readRecordAudit(unit.transaction, record, 0, MOST_LINES)) {
    const values = line.values === null ? {} : (JSON.parse(line.values) as Record<string, unknown>)
    if (Number(values.version ?? 0) <= seenVersion) continue
    for (const [path, change] of Object.entries(values)) {
      const name = path
        .split('/')
        .filter((segment) => !/^\d+$/.test(segment))
        .join('.')
      if (Array.isArray(change) && path !== 'status' && !hidden.has(name)) names.add(name)
    }
  }
  return [...names]
}
