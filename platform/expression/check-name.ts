import { chineseType } from './chinese-type.ts'
import { fieldOf, type CheckScope, type Infer, type Known } from './check-scope.ts'
import type { Position } from './diagnostic.ts'
import { propertyNames } from './property.ts'
import { suggestName } from './suggest-name.ts'
import type { NodeOf } from './syntax.ts'
import { describeType, fieldsOf, listType, types, type FeelType } from './type.ts'

export function inferName(node: NodeOf<'name'>, scope: CheckScope): Known {
  const known = scope.find(node.name)
  if (known !== undefined) return known
  const definition = scope.functions.get(node.name)
  if (definition !== undefined) return { type: { kind: 'function', parameters: [], result: types.any }, origins: [] }
  if (!scope.hasOpenItem) scope.reportUnknown('unknown-name', node, node.name, { zh: '', en: 'There is' }, scope.suggest(node.name))
  return { type: types.any, origins: [] }
}

export function inferPath(node: NodeOf<'path'>, scope: CheckScope, infer: Infer): Known {
  const source = infer(node.source, scope)
  const position = { from: node.to - node.name.length, to: node.to }
  const isEntry = leadsToContext(source.type)
  if (!isEntry) scope.note(source.origins)
  return {
    type: readProperty(source.type, node.name, position, scope),
    origins: isEntry ? source.origins.map((path) => [...path, node.name]) : [],
  }
}

/** Entries of records continue a path; properties of dates and the like end it. */
function leadsToContext(type: FeelType): boolean {
  return type.kind === 'list' ? leadsToContext(type.of) : type.kind === 'context' || type.kind === 'any' || type.kind === 'null'
}

const PROPERTY_TYPES: Readonly<Record<string, FeelType>> = {
  'time offset': types.daysDuration,
  timezone: types.string,
  start: types.any,
  end: types.any,
  'start included': types.boolean,
  'end included': types.boolean,
}

function readProperty(type: FeelType, name: string, position: Position, scope: CheckScope): FeelType {
  if (type.kind === 'any' || type.kind === 'null') return types.any
  if (type.kind === 'list') return listType(readProperty(type.of, name, position, scope))
  if (type.kind === 'context') {
    const field = fieldOf(type, name)
    if (field !== undefined || type.open === true) return field ?? types.any
    const owner = type.label ?? ''
    scope.reportUnknown(
      'unknown-property',
      position,
      name,
      owner === '' ? { zh: '', en: 'There is' } : { zh: `“${owner}”`, en: `"${owner}" has` },
      suggestName(name, Object.keys(fieldsOf(type))),
    )
    return types.any
  }
  const names: readonly string[] = Object.hasOwn(propertyNames, type.kind) ? propertyNames[type.kind as keyof typeof propertyNames] : []
  if (names.includes(name)) return PROPERTY_TYPES[name] ?? types.number
  scope.reportUnknown(
    'unknown-property',
    position,
    name,
    { zh: `${describeType(type)} `, en: `A ${describeType(type)} has` },
    suggestName(name, names),
  )
  return types.any
}

export function inferFilter(node: NodeOf<'filter'>, scope: CheckScope, infer: Infer): Known {
  const source = infer(node.source, scope)
  const element = source.type.kind === 'list' ? source.type.of : source.type
  scope.note(source.origins)
  const inner = scope.bindItem({ type: element, origins: source.origins })
  const condition = infer(node.condition, inner)
  inner.note(condition.origins)
  const { kind } = condition.type
  if (kind === 'number') return { type: element, origins: source.origins }
  if (kind !== 'boolean' && kind !== 'any' && kind !== 'null') {
    scope.report(
      'wrong-type',
      node.condition,
      `筛选条件应为是/否或位置，实际为 ${chineseType(describeType(condition.type))}`,
      `A filter is a condition or a position, not a ${describeType(condition.type)}`,
    )
  }
  return { type: kind === 'any' ? types.any : listType(element), origins: source.origins }
}
