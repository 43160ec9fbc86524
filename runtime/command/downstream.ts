import { fail } from '@formwork/platform/error/index.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { listDownstream } from '../store/links/links.ts'
import type { Unit } from './unit.ts'

/** Errors: `has-downstream` with the number of a living record that was made from this one. */
export async function requireNothingDownstream(unit: Unit, record: StoredRecord): Promise<void> {
  const links = await listDownstream(unit.transaction, record.header.id)
  const seen = new Set<number>()
  for (const { conversion, targetRecord } of links) {
    const entity = unit.model.conversions.get(conversion)?.to
    if (entity === undefined || seen.has(targetRecord)) continue
    seen.add(targetRecord)
    const target = await unit.loadHeader(entity, targetRecord)
    if (target === undefined || target.header.deletedAt !== null || target.header.status === 'voided') continue
    throw fail('has-downstream', { record: describeRecord(unit, target) })
  }
}

/** What a record is called in a refusal. */
function describeRecord(unit: Unit, record: StoredRecord): { zh: string; en: string } {
  const label = unit.model.entities.get(record.entity)?.label ?? record.entity
  const name = record.header.number ?? `#${record.header.id}`
  const of = (language: 'zh' | 'en'): string => (typeof label === 'string' ? label : (label[language] ?? record.entity))
  return { zh: `${of('zh')} ${name}`, en: `${of('en')} ${name}` }
}
