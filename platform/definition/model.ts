import type {
  ConversionDefinition,
  DashboardDefinition,
  DecisionDefinition,
  Definition,
  DictionaryDefinition,
  EntityDefinition,
  FormDefinition,
  GenericDefinition,
  LedgerDefinition,
  ListDefinition,
  MenuDefinition,
  PostingDefinition,
  ProcessDefinition,
  ReportDefinition,
  RolesDefinition,
  ScenarioDefinition,
  TemplateDefinition,
} from './types.ts'

/** One file of a template or workspace: its path, its text, and the definition read from it (BPMN files have text only). */
export interface DefinitionFile {
  path: string
  text: string
  definition?: Definition
}

/**
 * All definitions of one release, linked: every name resolves, system entities are merged in.
 * Immutable; compiled artefacts (expressions, tables, graphs) are cached against it by their owners.
 */
export interface Model {
  readonly release: number
  readonly files: readonly DefinitionFile[]
  readonly template: TemplateDefinition
  readonly entities: ReadonlyMap<string, EntityDefinition>
  readonly forms: ReadonlyMap<string, FormDefinition>
  readonly lists: ReadonlyMap<string, ListDefinition>
  readonly processes: ReadonlyMap<string, ProcessDefinition>
  /** BPMN text by process name. */
  readonly bpmn: ReadonlyMap<string, string>
  readonly decisions: ReadonlyMap<string, DecisionDefinition>
  readonly ledgers: ReadonlyMap<string, LedgerDefinition>
  readonly postings: ReadonlyMap<string, PostingDefinition>
  readonly conversions: ReadonlyMap<string, ConversionDefinition>
  readonly reports: ReadonlyMap<string, ReportDefinition>
  readonly dashboards: ReadonlyMap<string, DashboardDefinition>
  readonly dictionaries: ReadonlyMap<string, DictionaryDefinition>
  readonly roles: RolesDefinition
  readonly menu: MenuDefinition
  readonly scenarios: ReadonlyMap<string, ScenarioDefinition>
  readonly others: ReadonlyMap<string, GenericDefinition>
}
