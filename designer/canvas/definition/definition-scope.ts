import type {
  Definition,
  DefinitionKind,
  EntityDefinition,
  FieldDefinition,
  LedgerDefinition,
  ReportDefinition,
  RolesDefinition,
} from '@formwork/platform/definition/types.ts'
import { formulaNames, namesUnder, recordNames, type FormulaName, type Known } from '../../panels/formula-names.ts'
import type { Segments } from '../../workspace/operation.ts'
import { useProject } from '../../workspace/project.ts'
import { definitionName, nameOf, propertyWord } from '../../workspace/words.ts'
import { choiceOf, fieldChoices, ledgerNames, madeNames, nearest, rowFields, systemChoices, type Choice } from './scope-choices.ts'

/** What happens to one record: its formulas read it as `record`, nothing bare. */
const OF_RECORDS = new Set<DefinitionKind>(['posting', 'conversion', 'automation'])

/** What is set for the workspace is named by every list of names. */
const eachOnce = (names: readonly FormulaName[]): FormulaName[] => [...new Map(names.map((each) => [each.name, each])).values()]

/** Beside the bare fields of the same names: called after the record that has them. */
const ofRecord = (entity: EntityDefinition, names: readonly FormulaName[]): FormulaName[] =>
  names.map((each) => (each.name.startsWith('record.') ? { ...each, label: `${nameOf(entity)} › ${each.label}` } : each))

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
    return project.ofKind(kind as DefinitionKind).map(({ definition }) => ({ value: definition.name, label: definitionName(definition) }))
  }

  /** Fields, figures or columns that a property may name. */
  function names(definition: Definition, at: Segments, property: string): Choice[] {
    if (definition.kind === 'profile' && property === 'settings') return (project.known.settings?.() ?? []).map(choiceOf)
    const near = nearest(definition, at)
    const inLedger = definition.kind === 'ledger' ? definition : ledger(near.ledger)
    if (inLedger !== undefined && (near.isInEntry || definition.kind === 'ledger') && property !== 'each') {
      return ledgerNames(inLedger, property)
    }
    const made = entity(near.target)
    const madeChoices = made === undefined ? undefined : madeNames(made, near, property, at)
    if (madeChoices !== undefined) return madeChoices
    const inReport = report(near.report)
    if (inReport !== undefined) return (property === 'parameters' ? (inReport.parameters ?? []) : inReport.columns).map(choiceOf)
    const found = entity(near.entity)
    if (found === undefined) return inLedger === undefined ? [] : ledgerNames(inLedger, property)
    if (property === 'quantity' && near.target !== undefined) return rowFields(found, near.each).map(choiceOf)
    return fieldChoices(found, property)
  }

  /** What people call a name that stands at a place: a column of rows, a field of the object, what every record has. */
  function called(definition: Definition, at: Segments, name: string): string | undefined {
    const near = nearest(definition, at)
    const found = entity(near.entity)
    const rows = found === undefined ? [] : rowFields(found, near.each).map(choiceOf)
    const all = [...rows, ...names(definition, at, 'all'), ...systemChoices()]
    return all.find(({ value }) => value === name)?.label
  }

  /** Everything that a formula there can read. */
  function formulas(definition: Definition, at: Segments): FormulaName[] {
    const near = nearest(definition, at)
    const found = entity(near.entity ?? near.start)
    const asked = [...parameterNames(definition, project.known), ...columnNames(report(near.report), project.known)]
    if (found === undefined) {
      const inLedger = definition.kind === 'ledger' ? definition : ledger(near.ledger)
      if (inLedger === undefined) return asked
      const own = pseudoEntity(inLedger)
      return [...formulaNames(own, undefined, project.known), ...namesUnder('line.', nameOf(inLedger), own.fields, project.known), ...asked]
    }
    const header = formulaNames(found, undefined, project.known)
    const record = recordNames(found, project.known)
    const inRows = rowFields(found, near.each)
    const rows = namesUnder('line.', rowsLabel(found, near.each), inRows, project.known)
    const entries = definition.kind === 'automation' ? namesUnder('each.', rowsLabel(found, near.each), inRows, project.known) : []
    // Filters read the fields bare; so do rights, and what stands at the top of most definitions.
    const isBare = ['match', 'entity'].includes(definition.kind) || (at.length === 0 && !OF_RECORDS.has(definition.kind))
    const read = definition.kind === 'roles' ? header : isBare ? [...header, ...ofRecord(found, record)] : record
    return eachOnce([...rows, ...entries, ...asked, ...read])
  }

  return { definitions, names, called, formulas, entity, ledger, report }
}

/** What is asked before a report, a board or a look-up runs. */
function parameterNames(definition: Definition, known: Known): FormulaName[] {
  const word = propertyWord('parameters')
  if (definition.kind === 'dashboard') {
    return namesUnder('filter.', propertyWord('filters'), (definition.filters ?? []) as FieldDefinition[], known).slice(1)
  }
  const asked = definition.kind === 'report' || definition.kind === 'match' ? (definition.parameters ?? []) : []
  return namesUnder('parameter.', word, asked as FieldDefinition[], known).slice(1)
}

/** Columns of a report, as a rule over its rows reads them. */
function columnNames(rows: ReportDefinition | undefined, known: Known): FormulaName[] {
  const fields = (rows?.columns ?? []).map((column) => ({ type: 'text', ...column })) as unknown as FieldDefinition[]
  return fields.flatMap((field) => formulaNames({ fields: [field] } as unknown as EntityDefinition, undefined, known).slice(0, 1))
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
