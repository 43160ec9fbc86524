import type { EntityDefinition, FieldDefinition, LedgerDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { fieldType } from '@formwork/runtime/client/fields/faces.ts'
import { nameOf } from '../../workspace/words.ts'

/** Something that a column of a report can show. */
export interface ReportPath {
  readonly path: string
  readonly label: string
  /** A figure is added up, everything else groups. */
  readonly isFigure: boolean
  readonly isDate: boolean
}

export interface ReportSources {
  entity(name: string): EntityDefinition | undefined
  ledger(name: string): LedgerDefinition | undefined
}

/** Fields that are read live have no column to group or add up. */
const LIVE = new Set([
  'balance',
  'lookup',
  'query',
  'roll-up',
  'lines',
  'attachment',
  'image',
  'signature',
  'rich-text',
  'note',
  'section',
  'tab',
  'divider',
])

/** Everything that a report over this source can show, one reference deep. */
export function reportPaths(from: ReportDefinition['from'], sources: ReportSources): ReportPath[] {
  const ledger = from.ledger === undefined ? undefined : sources.ledger(from.ledger)
  if (ledger !== undefined) return ledgerPaths(ledger, sources)
  const entity = from.entity === undefined ? undefined : sources.entity(from.entity)
  if (entity === undefined) return []
  const lines = entity.fields.find((field) => field.name === from.lines)
  const rows = lines === undefined ? [] : fieldPaths(lines.fields ?? [], `${lines.name}.`, '', sources)
  return [...rows, ...fieldPaths(entity.fields, '', lines === undefined ? '' : `${nameOf(entity)} › `, sources)]
}

function fieldPaths(fields: readonly FieldDefinition[], path: string, label: string, sources: ReportSources): ReportPath[] {
  return fields
    .filter((field) => !LIVE.has(field.type))
    .flatMap((field) => {
      const own = describe(field, path + field.name, label + nameOf(field))
      const target = field.type === 'reference' && field.multiple !== true ? sources.entity(field.entity ?? '') : undefined
      const through = (target?.fields ?? [])
        .filter((each) => !LIVE.has(each.type))
        .map((each) => ({
          ...describe(each, `${path}${field.name}.${each.name}`, `${label}${nameOf(field)} › ${nameOf(each)}`),
          isFigure: false,
        }))
      return [own, ...through]
    })
}

function describe(field: FieldDefinition, path: string, label: string): ReportPath {
  const { feelType } = fieldType(field.type)
  return { path, label, isFigure: feelType === 'number', isDate: feelType === 'date' }
}

function ledgerPaths(ledger: LedgerDefinition, sources: ReportSources): ReportPath[] {
  const plain = (name: string, label: string): ReportPath => ({ path: name, label, isFigure: false, isDate: false })
  const dimensions = ledger.dimensions.flatMap((dimension) => {
    const target = dimension.entity === undefined ? undefined : sources.entity(dimension.entity)
    const through = (target?.fields ?? [])
      .filter((each) => !LIVE.has(each.type))
      .map((each) => plain(`${dimension.name}.${each.name}`, `${nameOf(dimension)} › ${nameOf(each)}`))
    return [plain(dimension.name, nameOf(dimension)), ...through]
  })
  const measures = ledger.measures.map((measure) => ({ ...plain(measure.name, nameOf(measure)), isFigure: true }))
  return [...measures, ...dimensions]
}
