import type { Collection } from './collect.ts'
import { linkEntities, linkFields } from './link-entities.ts'
import type { DefinitionFile, Model } from './model.ts'
import { problemFromError, type Problem } from './problem.ts'
import type {
  Definition,
  DefinitionKind,
  DictionaryDefinition,
  GenericDefinition,
  MenuDefinition,
  RolesDefinition,
  TemplateDefinition,
} from './types.ts'
import { ROLE_DICTIONARY } from './system/index.ts'

const noRoles: RolesDefinition = { kind: 'roles', name: 'roles', roles: [] }
const noMenu: MenuDefinition = { kind: 'menu', name: 'menu', groups: [] }
const genericKinds: readonly GenericDefinition['kind'][] = ['print', 'calendar', 'sample', 'guide']

/** Joins definitions into one model: system entities are merged in, fields carry the choices of their dictionaries. */
export function link(collection: Collection, files: readonly DefinitionFile[], release: number): { model?: Model; problems: Problem[] } {
  const [template] = collection.of('template').values()
  if (template === undefined) {
    const parameters = { kind: 'template', name: '*' }
    return { problems: [problemFromError('template.json', { code: 'definition-not-found', parameters })] }
  }
  const roles = single<RolesDefinition>(collection, 'roles') ?? noRoles
  const dictionaries = new Map(definitionsOf(collection, 'dictionary'))
  dictionaries.set(ROLE_DICTIONARY, roleDictionary(roles))
  const { entities, problems } = linkEntities(collection, dictionaries)
  const menus = definitionsOf(collection, 'menu')
  const model: Model = {
    release,
    files,
    template: template.definition as TemplateDefinition,
    entities,
    forms: definitionsOf(collection, 'form'),
    lists: definitionsOf(collection, 'list'),
    processes: definitionsOf(collection, 'process'),
    bpmn: readDiagrams(collection),
    decisions: definitionsOf(collection, 'decision'),
    ledgers: definitionsOf(collection, 'ledger'),
    postings: definitionsOf(collection, 'posting'),
    conversions: definitionsOf(collection, 'conversion'),
    reports: definitionsOf(collection, 'report'),
    dashboards: definitionsOf(collection, 'dashboard'),
    dictionaries,
    roles,
    menu: menus.get('menu') ?? single<MenuDefinition>(collection, 'menu') ?? noMenu,
    menus,
    alerts: definitionsOf(collection, 'alert'),
    automations: definitionsOf(collection, 'automation'),
    batches: definitionsOf(collection, 'batch'),
    matches: definitionsOf(collection, 'match'),
    modules: definitionsOf(collection, 'module'),
    profiles: definitionsOf(collection, 'profile'),
    settings: new Map(
      [...definitionsOf(collection, 'settings')].map(([name, group]) => [
        name,
        { ...group, fields: linkFields(group.fields, dictionaries) },
      ]),
    ),
    scenarios: definitionsOf(collection, 'scenario'),
    others: new Map(genericKinds.flatMap((kind) => [...definitionsOf(collection, kind)])),
  }
  return { model, problems }
}

function definitionsOf<K extends DefinitionKind>(collection: Collection, kind: K): Map<string, Extract<Definition, { kind: K }>> {
  return new Map([...collection.of(kind)].map(([name, source]) => [name, source.definition]))
}

function single<D extends Definition>(collection: Collection, kind: D['kind']): D | undefined {
  const [first] = collection.of(kind).values()
  return first?.definition as D | undefined
}

/** A process names its diagram relative to its own folder. */
export function diagramPath(processFile: string, bpmn: string): string {
  return processFile.slice(0, processFile.lastIndexOf('/') + 1) + bpmn
}

function readDiagrams(collection: Collection): Map<string, string> {
  const diagrams = new Map<string, string>()
  for (const [name, source] of collection.of('process')) {
    const file = collection.files.get(diagramPath(source.file, source.definition.bpmn))
    if (file !== undefined) diagrams.set(name, file.text)
  }
  return diagrams
}

function roleDictionary(roles: RolesDefinition): DictionaryDefinition {
  const items = roles.roles.map(({ name, label, was }) => (was === undefined ? { name, label } : { name, label, was }))
  return { kind: 'dictionary', name: ROLE_DICTIONARY, label: { zh: '角色', en: 'Roles' }, items }
}
