import { fail, localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { EntityPlan } from '../../engine/record/entity-plan.ts'
import { sameValue } from '../../engine/record/same-value.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { titleOf } from '../record-title.ts'
import type { Unit } from '../unit.ts'

/** Both sides of a merge. */
export interface MergePair {
  readonly goes: StoredRecord
  readonly stays: StoredRecord
}

/** Why two records are not made one. Errors: `merge-refused`, in words. */
export async function refuseMerge(unit: Unit, plan: EntityPlan, { goes, stays }: MergePair): Promise<void> {
  const reason = reasonOf(unit, plan, { goes, stays }) ?? differingField(plan, { goes, stays }) ?? (await costedIn(unit, plan, goes))
  if (reason === undefined) return
  const [one, other] = [goes, stays].map(({ header }) => titleOf(unit, plan.name, header.id))
  throw fail('merge-refused', { goes: (await one)!, stays: (await other)!, reason })
}

function reasonOf(unit: Unit, plan: EntityPlan, { goes, stays }: MergePair): LocalizedText | undefined {
  if (plan.entity.merge === undefined) return { zh: '这类资料没有打开合并', en: 'records of this kind are not merged' }
  if (goes.header.id === stays.header.id) return { zh: '是同一条资料', en: 'they are the same record' }
  if (unit.facts.merged.has(goes.header.id)) return { zh: '它已经并入了别的资料', en: 'it was merged already' }
  if (unit.facts.merged.has(stays.header.id)) return { zh: '保留的一方已经并入了别的资料', en: 'the one that stays was merged itself' }
  if (stays.header.status === 'disabled') return { zh: '保留的一方已停用', en: 'the one that stays is disabled' }
  return undefined
}

function differingField({ entity, header }: EntityPlan, { goes, stays }: MergePair): LocalizedText | undefined {
  const field = (entity.merge?.same ?? [])
    .map((name) => header.byName.get(name))
    .find((each) => each !== undefined && !sameValue(goes.values[each.name], stays.values[each.name]))
  if (field === undefined) return undefined
  return { zh: `两者的“${localize(field.label, 'zh')}”不同`, en: `they differ in "${localize(field.label, 'en')}"` }
}

/** Costs follow the pool of their entries: what was costed under one record is not costed under another by saying so. */
async function costedIn(unit: Unit, plan: EntityPlan, { header }: StoredRecord): Promise<LocalizedText | undefined> {
  for (const shape of unit.store.ledgers.shapes.values()) {
    const { costing, definition } = shape
    if (costing === undefined) continue
    const read = costing.poolReads ?? definition.dimensions.map((_, index) => index)
    const positions = read.filter((position) => definition.dimensions[position]?.entity === plan.name)
    const { table } = unit.store.ledgers.plansOf(shape.name)
    for (const position of positions) {
      const sql = `select 1 as found from ${table.entries} where ${table.dimensions[position]} = ? limit 1`
      if ((await unit.transaction.get({ sql }, [header.id])) === undefined) continue
      const label = definition.label ?? shape.name
      return {
        zh: `它在“${localize(label, 'zh')}”里已有成本记录，请停用它，不要合并`,
        en: `it has costs in "${localize(label, 'en')}" already: disable it instead`,
      }
    }
  }
  return undefined
}
