import { checkNames, checkPath, unknownName } from '../check-path.ts'
import { fieldNamesOf, targetOf } from '../find-field.ts'
import { toPointer, type Problem } from '../problem.ts'
import type { Source } from '../collect.ts'
import type { Rule, RuleContext } from '../rule.ts'
import type { EntityDefinition, FormDefinition, ListDefinition } from '../types.ts'

/** Fields named by unique groups, indexes, searches, rules, forms and lists exist. */
export const entityPaths: Rule = {
  name: 'entity-paths',
  *check(context) {
    for (const source of context.collection.of('entity').values()) yield* checkEntity(context, source)
    for (const source of context.collection.of('form').values()) yield* checkForm(context, source)
    for (const source of context.collection.of('list').values()) yield* checkList(context, source)
  },
}

function* checkEntity(context: RuleContext, { definition, file }: Source<EntityDefinition>): Iterable<Problem> {
  const entity = context.model.entities.get(definition.name) ?? definition
  const stored = entity.fields
    .filter((field) => context.registry.fields.get(field.type)?.live !== true && field.type !== 'lines')
    .map((field) => field.name)
  for (const [index, group] of (definition.unique ?? []).entries()) {
    yield* checkNames(group.fields, stored, file, toPointer('/unique', index, 'fields'))
  }
  for (const [index, group] of (definition.indexes ?? []).entries()) {
    yield* checkNames(group.fields, stored, file, toPointer('/indexes', index, 'fields'))
  }
  yield* checkNames(definition.search ?? [], [...stored, 'number'], file, '/search')
  for (const [index, rule] of (definition.rules ?? []).entries()) {
    const place = toPointer('/rules', index)
    const lines = entity.fields.filter((field) => field.type === 'lines').map((field) => field.name)
    if (rule.each !== undefined) yield* checkNames([rule.each], lines, file, `${place}/each`)
    const path = rule.each === undefined || rule.at === undefined ? rule.at : `${rule.each}.${rule.at}`
    if (path !== undefined) yield* checkPath(context, entity, path, file, `${place}/at`)
  }
}

function* checkForm(context: RuleContext, { definition, file }: Source<FormDefinition>): Iterable<Problem> {
  const entity = context.model.entities.get(definition.entity)
  if (entity === undefined) return
  const tabs = (definition.tabs ?? []).map(({ name }) => name)
  for (const [index, section] of definition.sections.entries()) {
    const { tab } = section
    if (tab !== undefined && !tabs.includes(tab)) yield unknownName(tab, tabs, file, toPointer('/sections', index, 'tab'))
    if (section.related !== undefined) yield* checkRelated(context, entity, section.related, file, toPointer('/sections', index, 'related'))
    for (const [position, field] of section.fields.entries()) {
      yield* checkPath(context, entity, field.name, file, toPointer('/sections', index, 'fields', position, 'name'))
    }
  }
  for (const [index, total] of (definition.totals ?? []).entries()) {
    yield* checkPath(context, entity, total.name, file, toPointer('/totals', index, 'name'))
  }
}

/** Records are related by a reference of theirs to this entity. */
function* checkRelated(
  context: RuleContext,
  entity: EntityDefinition,
  related: NonNullable<FormDefinition['sections'][number]['related']>,
  file: string,
  pointer: string,
): Iterable<Problem> {
  const other = context.model.entities.get(related.entity)
  if (other === undefined) return
  const ways = other.fields.filter((field) => targetOf(field) === entity.name && field.multiple !== true).map(({ name }) => name)
  if (!ways.includes(related.through)) yield unknownName(related.through, ways, file, `${pointer}/through`)
  yield* checkNames(
    related.columns ?? [],
    other.fields.map(({ name }) => name),
    file,
    `${pointer}/columns`,
  )
}

function* checkList(context: RuleContext, { definition, file }: Source<ListDefinition>): Iterable<Problem> {
  const entity = context.model.entities.get(definition.entity)
  if (entity === undefined) return
  for (const [index, column] of definition.columns.entries()) {
    yield* checkPath(context, entity, column.name, file, toPointer('/columns', index, 'name'))
  }
  const sortable = fieldNamesOf(entity)
  for (const [index, key] of (definition.sort ?? []).entries()) {
    if (!key.name.includes('.')) yield* checkNames([key.name], sortable, file, toPointer('/sort', index))
    else yield* checkPath(context, entity, key.name, file, toPointer('/sort', index, 'name'))
  }
}
