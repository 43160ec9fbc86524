import type { Collection, Source } from './collect.ts'
import { problemFromError, toPointer, type Problem } from './problem.ts'
import { ROLE_DICTIONARY, systemEntities } from './system/index.ts'
import type { DictionaryDefinition, EntityDefinition, FieldDefinition } from './types.ts'

type Dictionaries = ReadonlyMap<string, DictionaryDefinition>

/** Entities of the template with the system's, each field with the choices of its dictionary. */
export function linkEntities(
  collection: Collection,
  dictionaries: Dictionaries,
): { entities: Map<string, EntityDefinition>; problems: Problem[] } {
  const problems: Problem[] = []
  const merged = new Map(systemEntities.map((entity) => [entity.name, entity]))
  for (const [name, source] of collection.of('entity')) {
    const system = merged.get(name)
    const problem = checkExtension(source, system !== undefined)
    if (problem !== undefined) problems.push(problem)
    merged.set(name, system === undefined ? source.definition : extendEntity(system, source, problems))
  }
  const entities = new Map([...merged].map(([name, entity]) => [name, { ...entity, fields: linkFields(entity.fields, dictionaries) }]))
  return { entities, problems }
}

function checkExtension(source: Source<EntityDefinition>, isSystem: boolean): Problem | undefined {
  const { name, extends: extended } = source.definition
  if (isSystem && extended === undefined) return problemFromError(source.file, { code: 'duplicate-name', parameters: { name } }, '/name')
  if (isSystem || extended === undefined) return undefined
  const suggestion = { zh: '这个系统业务对象', en: ' among the system entities' }
  return problemFromError(source.file, { code: 'unknown-name', parameters: { name, suggestion } }, '/name')
}

/** A template may append fields, rules and indexes, and say how the entity is called; the system's own fields stay. */
function extendEntity(system: EntityDefinition, { definition, file }: Source<EntityDefinition>, problems: Problem[]): EntityDefinition {
  definition.fields.forEach((field, index) => {
    if (!system.fields.some((own) => own.name === field.name)) return
    problems.push(problemFromError(file, { code: 'duplicate-name', parameters: { name: field.name } }, toPointer('/fields', index, 'name')))
  })
  return {
    ...system,
    label: definition.label ?? system.label,
    help: definition.help ?? system.help,
    icon: definition.icon ?? system.icon,
    ...numberOf(system, definition),
    search: definition.search ?? system.search,
    fields: [...system.fields, ...definition.fields],
    rules: [...(system.rules ?? []), ...(definition.rules ?? [])],
    unique: [...(system.unique ?? []), ...(definition.unique ?? [])],
    indexes: [...(system.indexes ?? []), ...(definition.indexes ?? [])],
  }
}

function numberOf(system: EntityDefinition, own: EntityDefinition): Pick<EntityDefinition, 'number'> {
  const number = own.number ?? system.number
  return number === undefined ? {} : { number }
}

/** Fields with the choices of their dictionaries. */
export function linkFields(fields: readonly FieldDefinition[], dictionaries: Dictionaries): FieldDefinition[] {
  return fields.map((field) => {
    const dictionary = field.type === 'role' ? ROLE_DICTIONARY : field.dictionary
    const items = dictionary === undefined ? undefined : dictionaries.get(dictionary)?.items
    const linked = items === undefined ? field : { ...field, options: items }
    return field.fields === undefined ? linked : { ...linked, fields: linkFields(field.fields, dictionaries) }
  })
}
