import { fieldType } from '../fields/faces.ts'
import { conditionFormula, type ConditionLiteral } from '../list/condition-formula.ts'
import { conditionText } from '../list/condition-text.ts'
import { conditionsOf, type FilterNode } from '../list/filter-conditions.ts'
import { possibleColumns, type ListColumn } from '../list/list-columns.ts'
import type { useDefinitions } from '../shell/definitions.ts'

type Known = ReturnType<typeof useDefinitions>

/** What values are compared with as they are typed; references and people would need more than a literal. */
const LITERALS: Readonly<Record<string, ConditionLiteral>> = { number: 'number', boolean: 'boolean', date: 'date', string: 'text' }
const BESIDE = new Set(['number', 'status', 'createdAt', 'createdBy', 'title'])
const WORDY = new Set(['long-text', 'rich-text', 'reference', 'member', 'department', 'role', 'attachment', 'image', 'signature'])

/** The one kind of document that these approvals are about; undefined where there are several. */
export function documentOf(known: Known, processes: readonly string[]): string | undefined {
  const entities = new Set(processes.map((name) => known.processes.get(name)?.entity))
  return entities.size === 1 ? [...entities][0] : undefined
}

/** Fields of a document that a condition can be about. */
export function proxyColumns(known: Known, entity: string | undefined): ListColumn[] {
  const found = entity === undefined ? undefined : known.entities.get(entity)
  if (found === undefined) return []
  const stored = (name: string): boolean => fieldType(found.fields.find((field) => field.name === name)?.type ?? 'text').live !== true
  return possibleColumns(found, undefined, (name) => known.entities.get(name)).filter(
    ({ name, field }) => !BESIDE.has(name) && !WORDY.has(field.type) && literalOf(field.type) !== undefined && stored(name),
  )
}

const literalOf = (type: string): ConditionLiteral | undefined => LITERALS[fieldType(type).feelType]

export const proxyFormula = (node: FilterNode, columns: readonly ListColumn[]): string =>
  conditionFormula(node, (name) => literalOf(columns.find((column) => column.name === name)?.field.type ?? 'text') ?? 'text')

/** A condition in words; one that says more than conditions can stays the formula that somebody wrote. */
export function proxyText(known: Known, condition: string, processes: readonly string[]): string {
  const node = conditionsOf(condition)
  return node === undefined ? condition : conditionText(node, proxyColumns(known, documentOf(known, processes)), {})
}
