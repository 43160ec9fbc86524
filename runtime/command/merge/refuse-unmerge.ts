import { fail, localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { anyOf } from '../../store/merged/rebuild-balances.ts'
import { mergedPositions } from '../../store/merged/staying-sql.ts'
import type { LedgerStore } from '../../store/ledger/ledger-store.ts'
import type { LedgerTable } from '../../store/ledger/ledger-table.ts'
import { titleOf } from '../record-title.ts'
import type { Unit } from '../unit.ts'

/** Records that part: those that leave, and those that stay together. */
export interface Parting {
  readonly entity: string
  readonly record: number
  readonly leaving: readonly number[]
  readonly staying: readonly number[]
}

/**
 * Figures that belong to both sides by now cannot be parted: an open item of one that was settled by the other, or what
 * would be left below what a rule of the ledger allows. `before` sees the picture in which they were one; balances are parted
 * already. Errors: `unmerge-refused`.
 */
export async function refuseUnmerge(unit: Unit, before: LedgerStore, parting: Parting): Promise<void> {
  for (const shape of before.shapes.values()) {
    const { table } = before.plansOf(shape.name)
    if (mergedPositions(table, before.merged).length === 0) continue
    const label = shape.definition.label ?? shape.name
    const count = await countShared(unit, before, shape, parting)
    if (count > 0) {
      await refuse(unit, parting, {
        zh: `合并后“${localize(label, 'zh')}”里有 ${count} 笔是用对方的单据结清的，先撤销那些单据`,
        en: `${count} items of "${localize(label, 'en')}" were settled across both since: undo those first`,
      })
    }
    if (await isBelowFloor(unit, before, shape, parting)) {
      await refuse(unit, parting, {
        zh: `分开后“${localize(label, 'zh')}”会小于规则允许的数`,
        en: `"${localize(label, 'en')}" would fall below what its rules allow`,
      })
    }
  }
}

async function refuse(unit: Unit, { entity, record }: Parting, reason: LocalizedText): Promise<never> {
  throw fail('unmerge-refused', { goes: await titleOf(unit, entity, record), reason })
}

/** Open items that do not come to nothing on either side. */
async function countShared(unit: Unit, ledgers: LedgerStore, shape: LedgerShape, { leaving, staying }: Parting): Promise<number> {
  if (shape.openItem < 0) return 0
  const { table } = ledgers.plansOf(shape.name)
  const others = othersOf(table, mergedPositions(table, ledgers.merged))
  const same = others.map((name) => `o.${name} = e.${name}`).join(' and ')
  const isOpen = (alias: string): string => table.measures.map((name) => `sum(${alias}.${name}) <> 0`).join(' or ')
  const there = `select count(*) from ${table.entries} o where ${anyOf(ledgers, shape, staying)} and ${same} having ${isOpen('o')}`
  const by = others.map((name) => `e.${name}`).join(', ')
  const sql = `select ${by} from ${table.entries} e where ${anyOf(ledgers, shape, leaving)} group by ${by} having (${isOpen('e')}) and exists (${there})`
  return (await unit.transaction.all({ sql }, [])).length
}

function othersOf(table: LedgerTable, positions: readonly number[]): string[] {
  return table.dimensions.filter((_, position) => !positions.includes(position))
}

async function isBelowFloor(unit: Unit, ledgers: LedgerStore, shape: LedgerShape, { leaving, staying }: Parting): Promise<boolean> {
  const { table } = ledgers.plansOf(shape.name)
  for (const { floor, mode, where, over } of shape.assertions) {
    if (floor === undefined || mode !== 'refuse' || where !== undefined) continue
    const by = over.map((position) => table.dimensions[position]!).join(', ')
    const grouped = by === '' ? '' : ` group by ${by}`
    const sql = `select count(*) as found from ${table.balances} where ${anyOf(ledgers, shape, [...leaving, ...staying])}${grouped} having sum(${table.measures[floor.measure]}) < ${floor.bound} limit 1`
    if ((await unit.transaction.get({ sql }, [])) !== undefined) return true
  }
  return false
}
