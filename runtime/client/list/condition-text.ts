import { formatJson } from '../fields/convert.ts'
import { statusText } from '../form/status-text.ts'
import { i18n } from '../i18n/index.ts'
import type { ConditionGroup, FilterNode } from './filter-conditions.ts'
import type { ListColumn } from './list-columns.ts'

/** A condition as a sentence: 金额 大于 5,000. */
export function conditionText(node: FilterNode, columns: readonly ListColumn[], titles: Readonly<Record<string, string>>): string {
  if (!('field' in node)) return groupText(node, columns, titles)
  const column = columns.find((candidate) => candidate.name === node.field)
  const words = [
    column?.label ?? node.field,
    node.operator === 'within' ? i18n.global.t('view.within') : i18n.global.t(`filter.operator.${node.operator}`),
  ]
  const values = (Array.isArray(node.value) ? node.value : node.value === undefined ? [] : [node.value]).map((value) =>
    valueText(value, column, titles, node.operator),
  )
  return [...words, values.join(' – ')].join(' ').trim()
}

function valueText(value: unknown, column: ListColumn | undefined, titles: Readonly<Record<string, string>>, operator: string): string {
  if (value === 'me' || value === 'mine') return i18n.global.t(`view.${value}`)
  if (column === undefined) return String(value)
  if (operator === 'within') return withinText(String(value))
  if (column.isStatus) return statusText(String(value))
  return titles[String(value)] ?? formatJson(value, column.field)
}

function groupText(node: ConditionGroup, columns: readonly ListColumn[], titles: Readonly<Record<string, string>>): string {
  const [parts, word] = 'and' in node ? [node.and, 'view.and' as const] : [node.or, 'view.or' as const]
  return parts
    .map((part) => ('field' in part ? conditionText(part, columns, titles) : `(${conditionText(part, columns, titles)})`))
    .join(` ${i18n.global.t(word)} `)
}

/** 最近 7 天. */
export function withinText(word: string): string {
  const counted = /^(last|next)-(\d+)-days$/.exec(word)
  if (counted !== null) return i18n.global.t(counted[1] === 'last' ? 'view.lastDays' : 'view.nextDays', { count: counted[2]! })
  return i18n.global.t(`view.day.${word}`)
}
