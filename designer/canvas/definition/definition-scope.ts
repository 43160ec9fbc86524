import type {
  Definition,
  DefinitionKind,
  EntityDefinition,
  FieldDefinition,
  LedgerDefinition,
  ReportDefinition,
  RolesDefinition,
} from '@formwork/platform/definition/types.ts'
import { formulaNames, namesUnder, type FormulaName } from '../../panels/formula-names.ts'
import type { Segments } from '../../workspace/operation.ts'
import { useProject } from '../../workspace/project.ts'
import { nameOf } from '../../workspace/words.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

type Loose = Readonly<Record<string, unknown>>

/** What can be named at a place of a definition: the object, ledger and report that stand nearest above it. */
export function useScope() {
  const project = useProject()
  const entity = (name: unknown): EntityDefinition | undefined =>
    project.entities.find(({ definition }) => definition.name === name)?.definition
  const ledger = (name: unknown): LedgerDefinition | undefined =>
    project.ofKind<LedgerDefinition>('ledger').find(({ definition }) => definition.name === name)?.definition
  const report = (name: unknown): ReportDefinition | undefined =>
    project.ofKind<ReportDefinition>('report').find(({ definition }) => definition.name === name)?.definition

  /** Definitions of a kind by what people call them; roles stand inside one definition. */
  function definitions(kind: string): Choice[] {
    if (kind === 'role') {
      const roles = project.ofKind<RolesDefinition>('roles').flatMap(({ definition }) => definition.roles)
      return roles.map((role) => ({ value: role.name, label: nameOf(role) }))
    }
    return project
      .ofKind(kind as DefinitionKind)
      .map(({ definition }) => ({ value: definition.name, label: nameOf(definition as { name: string }) }))
  }

  /** Fields, figures or columns that a property may name. */
  function names(definition: Definition, at: Segments, property: string): Choice[] {
    const near = nearest(definition, at)
    const inLedger = ledger(near.ledger)
    if (inLedger !== undefined && near.isInEntry && property !== 'each') return ledgerNames(inLedger, property)
    const inReport = report(near.report)
    if (inReport !== undefined) return (property === 'parameters' ? (inReport.parameters ?? []) : inReport.columns).map(choiceOf)
    const found = entity(near.entity)
    if (found !== undefined) return fieldChoices(found, property)
    return inLedger === undefined ? [] : ledgerNames(inLedger, property)
  }

  /** Everything that a formula there can read. */
  function formulas(definition: Definition, at: Segments): FormulaName[] {
    const near = nearest(definition, at)
    const found = entity(near.entity ?? near.start)
    if (found === undefined) {
      const inLedger = definition.kind === 'ledger' ? definition : ledger(near.ledger)
      if (inLedger === undefined) return []
      const own = pseudoEntity(inLedger)
      return [...formulaNames(own, undefined, project.known), ...namesUnder('line.', nameOf(inLedger), own.fields, project.known)]
    }
    const isBare = definition.kind === 'roles' || at.length === 0
    const header = formulaNames(found, undefined, project.known)
    const record = [{ name: 'record', label: nameOf(found) }, ...header.map((each) => ({ ...each, name: `record.${each.name}` }))]
    const rows = namesUnder('line.', rowsLabel(found, near.each), rowFields(found, near.each), project.known)
    return [...rows, ...parameterNames(definition), ...(definition.kind === 'roles' ? header : isBare ? [...header, ...record] : record)]
  }

  return { definitions, names, formulas, entity, ledger, report }
}

interface Near {
  entity?: unknown
  ledger?: unknown
  report?: unknown
  each?: unknown
  start?: unknown
  isInEntry: boolean
}

/** What is asked before a report runs. */
function parameterNames(definition: Definition): FormulaName[] {
  const parameters = definition.kind === 'report' ? (definition.parameters ?? []) : []
  return parameters.map((each) => ({ name: `parameter.${each.name}`, label: nameOf(each) }))
}

/** The names that stand on the way from the definition to a place; the nearest wins. */
function nearest(definition: Definition, at: Segments): Near {
  const near: Near = { isInEntry: at[0] === 'entries' }
  let value: unknown = definition
  for (const segment of [undefined, ...at]) {
    if (segment !== undefined) value = (value as Loose | undefined)?.[segment]
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    const object = value as Loose
    take(near, object)
    for (const part of [object.on, object.from]) if (typeof part === 'object' && part !== null) take(near, part as Loose)
  }
  return near
}

function take(near: Near, object: Loose): void {
  if (typeof object.entity === 'string') near.entity = object.entity
  if (typeof object.resource === 'string') near.entity = object.resource
  if (typeof object.list === 'string') near.entity = object.list
  if (typeof object.ledger === 'string') near.ledger = object.ledger
  if (typeof object.report === 'string') near.report = object.report
  if (typeof object.each === 'string') near.each = object.each
  if (typeof object.lines === 'string') near.each = object.lines
}

function rowFields(entity: EntityDefinition, each: unknown): FieldDefinition[] {
  return entity.fields.find((field) => field.name === each)?.fields ?? []
}

function rowsLabel(entity: EntityDefinition, each: unknown): string {
  const lines = entity.fields.find((field) => field.name === each)
  return nameOf(lines ?? entity)
}

/** Coordinates and figures of a ledger, as formulas over it read them. */
function pseudoEntity(ledger: LedgerDefinition): EntityDefinition {
  const dimensions = ledger.dimensions.map(({ name, label, type, entity }) => ({
    name,
    label,
    type: type === 'reference' ? type : 'text',
    entity,
  }))
  const figures = [...ledger.measures, ...(ledger.derived ?? []), ...(ledger.attributes ?? [])].map(({ name, label }) => ({
    name,
    label,
    type: 'number',
  }))
  return { fields: [...dimensions, ...figures] } as unknown as EntityDefinition
}

const COORDINATES = new Set(['where', 'from', 'to', 'restTo', 'difference', 'over', 'openItem', 'by'])
const ATTRIBUTES = new Set(['attributes'])

function ledgerNames(ledger: LedgerDefinition, property: string): Choice[] {
  if (property === 'all') return [...ledger.dimensions, ...ledger.measures].map(choiceOf)
  if (ATTRIBUTES.has(property)) return (ledger.attributes ?? []).map(choiceOf)
  return (COORDINATES.has(property) ? ledger.dimensions : ledger.measures).map(choiceOf)
}

function fieldChoices(entity: EntityDefinition, property: string): Choice[] {
  const lines = entity.fields.filter((field) => field.type === 'lines')
  if (property === 'each' || property === 'lines' || property === 'from') return lines.map(choiceOf)
  const inside = lines.flatMap((field) => (field.fields ?? []).map((each) => ({ value: `${field.name}.${each.name}`, label: `${nameOf(field)} › ${nameOf(each)}` }))) // prettier-ignore
  return [...entity.fields.map(choiceOf), ...inside]
}

const choiceOf = (element: { name: string }): Choice => ({ value: element.name, label: nameOf(element) })
