import type {
  AlertDefinition,
  AutomationDefinition,
  BatchDefinition,
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
  MatchDefinition,
  MenuDefinition,
  ModuleDefinition,
  PostingDefinition,
  ProcessDefinition,
  ProfileDefinition,
  ReportDefinition,
  RolesDefinition,
  ScenarioDefinition,
  SettingsDefinition,
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
  /** The menu that is shown: the one named `menu`, or the one that the chosen profile names. */
  readonly menu: MenuDefinition
  readonly menus: ReadonlyMap<string, MenuDefinition>
  readonly alerts: ReadonlyMap<string, AlertDefinition>
  readonly automations: ReadonlyMap<string, AutomationDefinition>
  readonly batches: ReadonlyMap<string, BatchDefinition>
  readonly matches: ReadonlyMap<string, MatchDefinition>
  readonly modules: ReadonlyMap<string, ModuleDefinition>
  readonly profiles: ReadonlyMap<string, ProfileDefinition>
  /** Groups of settings. */
  readonly settings: ReadonlyMap<string, SettingsDefinition>
  /** What the workspace has chosen; absent: the definitions as they are written, nothing switched off. */
  readonly switches?: Switches
  readonly scenarios: ReadonlyMap<string, ScenarioDefinition>
  readonly others: ReadonlyMap<string, GenericDefinition>
}

/** What a workspace has chosen: which modules are on, and what its settings hold. */
export interface Switches {
  readonly modules: ReadonlyMap<string, boolean>
  /** Inside form, defaults included. */
  readonly settings: ReadonlyMap<string, unknown>
  readonly profile: string | null
  readonly home: string | null
  readonly off: SwitchedOff
}

/** What the modules that are off bring. */
export interface SwitchedOff {
  /** Names of entities and ledgers, with the module. */
  readonly resources: ReadonlyMap<string, string>
  /** Paths of fields by entity: `discount`, `lines.discount`. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>
  /** `report/held` and so on, with the module. */
  readonly definitions: ReadonlyMap<string, string>
}
