import type { Model, SwitchedOff } from '../model.ts'
import type { FieldDefinition, ModuleDefinition } from '../types.ts'

type Content = ModuleDefinition['contains'][number]

/** Kinds that stay in the model, since tables and other definitions know them; they are closed to everybody instead. */
const RESOURCES: ReadonlySet<string> = new Set(['entity', 'ledger'])

/** A piece of a definition that a module names, not the whole of it. */
const isPart = (content: Content): boolean =>
  content.fields !== undefined || content.rules !== undefined || content.entries !== undefined || content.items !== undefined

/** Everything that modules which are off bring, and what cannot be without it. */
export function switchedOff(model: Model, states: ReadonlyMap<string, boolean>): SwitchedOff {
  const resources = new Map<string, string>()
  const fields = new Map<string, Set<string>>()
  const definitions = new Map<string, string>()
  for (const [content, module] of contentsOff(model, states)) {
    for (const path of content.kind === 'entity' ? (content.fields ?? []) : []) addField(fields, content.definition, path)
    if (isPart(content)) continue
    if (RESOURCES.has(content.kind)) resources.set(content.definition, module)
    definitions.set(`${content.kind}/${content.definition}`, module)
  }
  if (resources.size > 0) closeFields(model, resources, fields)
  closeLookups(model, fields)
  if (resources.size > 0) dropDependents(model, resources, definitions)
  dropReaders(model, definitions)
  return { resources, fields, definitions }
}

/** The contents of every module that is off, with its name. */
export function contentsOff(model: Model, states: ReadonlyMap<string, boolean>): [Content, string][] {
  return [...model.modules.values()]
    .filter((module) => states.get(module.name) === false)
    .flatMap((module) => module.contains.map((content): [Content, string] => [content, module.name]))
}

/** A field that refers to an entity which is off, or shows the figure of such a ledger, is not there either. */
function closeFields(model: Model, resources: ReadonlyMap<string, string>, fields: Map<string, Set<string>>): void {
  const visit = (entity: string, list: readonly FieldDefinition[], prefix: string): void => {
    for (const field of list) {
      const isGone =
        (field.entity !== undefined && resources.has(field.entity)) || (field.ledger !== undefined && resources.has(field.ledger))
      if (isGone) addField(fields, entity, prefix + field.name)
      visit(entity, field.fields ?? [], `${prefix}${field.name}.`)
    }
  }
  for (const entity of model.entities.values()) if (!resources.has(entity.name)) visit(entity.name, entity.fields, '')
}

/** What is shown through a reference that is gone has nothing to show. */
function closeLookups(model: Model, fields: Map<string, Set<string>>): void {
  const visit = (entity: string, list: readonly FieldDefinition[], prefix: string): void => {
    for (const field of list) {
      const isGone = field.through !== undefined && fields.get(entity)!.has(prefix + field.through)
      if (isGone) addField(fields, entity, prefix + field.name)
      visit(entity, field.fields ?? [], `${prefix}${field.name}.`)
    }
  }
  for (const entity of model.entities.values()) if (fields.has(entity.name)) visit(entity.name, entity.fields, '')
}

/** What is judged or made by a report that is off goes with it. */
function dropReaders(model: Model, definitions: Map<string, string>): void {
  const drop = (kind: string, name: string, report: string | undefined): void => {
    const module = definitions.get(`report/${report}`)
    if (module !== undefined && !definitions.has(`${kind}/${name}`)) definitions.set(`${kind}/${name}`, module)
  }
  for (const alert of model.alerts.values()) drop('alert', alert.name, alert.on.report)
  for (const batch of model.batches.values()) drop('batch', batch.name, batch.report)
}

function dropDependents(model: Model, resources: ReadonlyMap<string, string>, definitions: Map<string, string>): void {
  const drop = (kind: string, name: string, ...needs: (string | undefined)[]): void => {
    const gone = needs.find((need) => need !== undefined && resources.has(need))
    if (gone !== undefined && !definitions.has(`${kind}/${name}`)) definitions.set(`${kind}/${name}`, resources.get(gone)!)
  }
  for (const form of model.forms.values()) drop('form', form.name, form.entity)
  for (const list of model.lists.values()) drop('list', list.name, list.entity)
  for (const process of model.processes.values()) drop('process', process.name, process.entity)
  for (const posting of model.postings.values()) drop('posting', posting.name, posting.entity)
  for (const conversion of model.conversions.values()) drop('conversion', conversion.name, conversion.from, conversion.to)
  for (const report of model.reports.values()) drop('report', report.name, report.from.entity, report.from.ledger)
  for (const alert of model.alerts.values()) drop('alert', alert.name, alert.on.entity, alert.on.ledger)
  for (const automation of model.automations.values()) drop('automation', automation.name, automation.on.entity, automation.on.ledger)
  for (const batch of model.batches.values()) drop('batch', batch.name, batch.entity)
}

function addField(fields: Map<string, Set<string>>, entity: string, path: string): void {
  const known = fields.get(entity) ?? new Set()
  known.add(path)
  fields.set(entity, known)
}
