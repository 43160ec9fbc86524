import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { compileLedger } from '../../engine/ledger/compile-ledger.ts'
import type { LedgerShape, LookupShape } from '../../engine/ledger/shape.ts'
import type { ColumnShape, IndexShape, TableShape } from '../database.ts'
import { lookupPath, physicalName, type LedgerNames } from './ledger-names.ts'

/** Where one ledger lies: a table of entries and one of balances. */
export interface LedgerTable {
  readonly shape: LedgerShape
  readonly entries: string
  readonly balances: string
  /** Physical columns in the order of the shape. */
  readonly dimensions: readonly string[]
  readonly measures: readonly string[]
  readonly attributes: readonly string[]
  /** Names of the indexes of its lookups, in the order of the shape. */
  readonly lookups: readonly string[]
}

export function linkLedger(definition: LedgerDefinition, names: LedgerNames): LedgerTable {
  const number = physicalName(names, definition.name)
  const shape = compileLedger(definition, (dimension, name) =>
    Number(physicalName(names, `${definition.name}/virtual:${dimension}:${name}`)),
  )
  const columns = (kind: string, items: readonly { name: string }[]): string[] =>
    items.map(({ name }) => physicalName(names, `${definition.name}/${kind}:${name}`))
  return {
    shape,
    entries: `entry_${number}`,
    balances: `balance_${number}`,
    dimensions: columns('dimension', shape.dimensions),
    measures: columns('measure', shape.measures),
    attributes: columns('attribute', shape.attributes),
    lookups: (definition.lookups ?? []).map((lookup) => `balance_${number}_${physicalName(names, lookupPath(definition, lookup))}`),
  }
}

export function dimensionColumns(table: LedgerTable): ColumnShape[] {
  return table.shape.dimensions.map(({ kind }, index) => ({
    name: table.dimensions[index]!,
    type: kind === 'integer' ? 'integer' : 'text',
    required: true,
    default: kind === 'integer' ? 0 : '',
  }))
}

export function measureColumns(table: LedgerTable): ColumnShape[] {
  return table.measures.map((name) => ({ name, type: 'integer', required: true, default: 0 }))
}

export function attributeColumns(table: LedgerTable): ColumnShape[] {
  return table.shape.attributes.map(({ kind }, index) => ({
    name: table.attributes[index]!,
    type: kind === 'text' || kind === 'date' ? 'text' : 'integer',
  }))
}

/**
 * Entries: one index for the timeline of a first coordinate; with costing one for what refers to another entry and one for
 * the record's rows. Every further index would cost each posting about as much as the entry itself.
 */
export function entryTableShape(table: LedgerTable): TableShape {
  const { entries, shape, dimensions } = table
  const indexes = [{ name: `${entries}_time`, columns: [dimensions[0]!, 'at', 'seq'] }]
  const referring = [
    { name: `${entries}_source`, columns: ['source'], where: 'source is not null' },
    { name: `${entries}_line`, columns: ['line'], where: 'pool is not null and line is not null' },
  ]
  const byPool = [{ name: `${entries}_pool`, columns: ['pool', 'at', 'seq'], where: 'pool is not null' }]
  return {
    name: entries,
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'journal', type: 'integer', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'seq', type: 'integer', required: true },
      { name: 'name', type: 'text', required: true },
      { name: 'line', type: 'integer' },
      { name: 'basis', type: 'integer', required: true },
      { name: 'source', type: 'integer' },
      { name: 'counter', type: 'integer' },
      { name: 'pool', type: 'integer' },
      { name: 'factor', type: 'integer' },
      ...dimensionColumns(table),
      ...measureColumns(table),
      ...attributeColumns(table),
    ],
    primaryKey: ['id'],
    indexes: [
      ...indexes,
      ...(shape.costing === undefined ? [] : referring),
      ...(shape.costing !== undefined && !poolsByFirstDimension(shape) ? byPool : []),
    ],
  }
}

/** Whether the timeline of a pool lies within the timeline of one first coordinate. */
export function poolsByFirstDimension(shape: LedgerShape): boolean {
  return shape.costing?.pool?.includes(0) === true
}

/** Balances lie in the order of their coordinates; open items carry the attributes of what opened them. */
export function balanceTableShape(table: LedgerTable): TableShape {
  const { balances, shape, dimensions, measures } = table
  const isOpenItems = shape.openItem >= 0
  const open = { name: `${balances}_open`, columns: [dimensions[0]!], where: measures.map((measure) => `${measure} <> 0`).join(' or ') }
  return {
    name: balances,
    columns: [
      ...dimensionColumns(table),
      ...measureColumns(table),
      { name: 'last_at', type: 'integer', required: true },
      ...(isOpenItems ? [{ name: 'opened_at', type: 'integer', required: true } as const, ...attributeColumns(table)] : []),
    ],
    primaryKey: [...dimensions],
    clustered: true,
    indexes: [...(isOpenItems ? [open] : []), ...lookupIndexes(table)],
  }
}

/** One index a lookup, of what it finds alone. */
export function lookupIndexes(table: LedgerTable): IndexShape[] {
  return table.shape.lookups.map((lookup, index) => ({
    name: table.lookups[index]!,
    columns: [
      ...lookup.dimensions.map((position) => table.dimensions[position]!),
      ...lookup.attributes.map((position) => table.attributes[position]!),
    ],
    where: lookupCondition(table, lookup),
  }))
}

/** Where the figure of a lookup is not zero: word for word in the index and in what reads it, so that it is used. */
export function lookupCondition(table: LedgerTable, { terms }: LookupShape): string {
  return `(${terms.map(({ measure, factor }) => `${factor} * ${table.measures[measure]}`).join(' + ')}) <> 0`
}
