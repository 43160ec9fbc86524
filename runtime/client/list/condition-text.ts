import { formatJson } from '../fields/convert.ts'
import { statusText } from '../form/status-text.ts'
import { i18n } from '../i18n/index.ts'
import type { FilterNode } from './filter-conditions.ts'
import type { ListColumn } from './list-columns.ts'

/** A condition as a sentence: 金额 大于 5,000. */
export function conditionText(node: FilterNode, columns: readonly ListColumn[], titles: Readonly<Record<string, string>>): string {
  if (!('field' in node)) return i18n.global.t('filter.several')
  const column = columns.find((candidate) => candidate.name === node.field)
  const words = [column?.label ?? node.field, i18n.global.t(`filter.operator.${node.operator}`)]
  const values = (Array.isArray(node.value) ? node.value : node.value === undefined ? [] : [node.value]).map((value) =>
    valueText(value, column, titles),
  )
  return [...words, values.join(' – ')].join(' ').trim()
}

function valueText(value: unknown, column: ListColumn | undefined, titles: Readonly<Record<string, string>>): string {
  if (column === undefined) return String(value)
  if (column.isStatus) return statusText(String(value))
  return titles[String(value)] ?? formatJson(value, column.field)
}
