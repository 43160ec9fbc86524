import { inferCall, inferNamedCall } from './check-call.ts'
import { inferFilter, inferName, inferPath } from './check-name.ts'
import { checkTest, inferArithmetic, inferComparison, inferNegation, requireBoolean, requireComparable } from './check-operator.ts'
import type { CheckScope, Known } from './check-scope.ts'
import type { Iterator, Node, NodeOf, TypeNode } from './syntax.ts'
import { contextType, joinTypes, listType, rangeType, types, type FeelFields, type FeelType } from './type.ts'
import { typeNameOf } from './value.ts'

/** The type of a node. With `note` the paths of its value count as read. */
export function inferType(node: Node, scope: CheckScope, note: boolean): FeelType {
  const known = infer(node, scope)
  if (note) scope.note(known.origins)
  return known.type
}

const typeOf = (node: Node, scope: CheckScope): FeelType => inferType(node, scope, true)
const plain = (type: FeelType): Known => ({ type, origins: [] })

function infer(node: Node, scope: CheckScope): Known {
  switch (node.kind) {
    case 'number':
      return plain(types.number)
    case 'literal':
      return plain({ kind: typeNameOf(node.value) } as FeelType)
    case 'invalid-literal':
      scope.report('invalid-value', node, `“${node.text}”不是有效的值`, `"${node.text}" is not a valid value`)
      return plain(types.any)
    case 'name':
      return inferName(node, scope)
    case 'input':
      return plain(scope.input ?? types.any)
    case 'path':
      return inferPath(node, scope, infer)
    case 'filter':
      return inferFilter(node, scope, infer)
    case 'call':
      return inferCall(node, scope, infer)
    case 'named-call':
      return inferNamedCall(node, scope, infer)
    case 'arithmetic':
      return plain(inferArithmetic(node, typeOf(node.left, scope), typeOf(node.right, scope), scope))
    case 'negate':
      return plain(inferNegation(node, typeOf(node.operand, scope), scope))
    case 'comparison':
      return plain(inferComparison(node, typeOf(node.left, scope), typeOf(node.right, scope), scope))
    case 'between':
      return inferBetween(node, scope)
    case 'in':
      return inferIn(node, scope)
    case 'and':
    case 'or':
      for (const part of [node.left, node.right]) requireBoolean(part, typeOf(part, scope), scope)
      return plain(types.boolean)
    case 'if':
      return inferIf(node, scope)
    case 'for':
      return inferFor(node, scope)
    case 'some':
    case 'every':
      return inferQuantified(node, scope)
    case 'list':
      return inferList(node, scope)
    case 'context':
      return inferContext(node, scope)
    case 'function':
      return inferFunction(node, scope)
    case 'interval':
      return plain(rangeType(joinTypes(typeOf(node.low, scope), typeOf(node.high, scope))))
    case 'unary-test':
      return plain(rangeType(typeOf(node.operand, scope)))
    case 'instance-of':
      typeOf(node.value, scope)
      return plain(types.boolean)
    case 'tests':
      return inferTests(node, scope)
  }
}

function inferBetween(node: NodeOf<'between'>, scope: CheckScope): Known {
  const value = typeOf(node.value, scope)
  for (const end of [node.low, node.high]) requireComparable(end, value, typeOf(end, scope), scope, true)
  return plain(types.boolean)
}

function inferIn(node: NodeOf<'in'>, scope: CheckScope): Known {
  const value = typeOf(node.value, scope)
  const inner = scope.withInput(value)
  for (const test of node.tests) checkTest(test, value, typeOf(test, inner), inner)
  return plain(types.boolean)
}

function inferTests(node: NodeOf<'tests'>, scope: CheckScope): Known {
  if (node.tests !== 'any') for (const test of node.tests) checkTest(test, scope.input ?? types.any, typeOf(test, scope), scope)
  return plain(types.boolean)
}

function inferIf(node: NodeOf<'if'>, scope: CheckScope): Known {
  requireBoolean(node.condition, typeOf(node.condition, scope), scope)
  const then = infer(node.then, scope)
  const otherwise = infer(node.otherwise, scope)
  return { type: joinTypes(then.type, otherwise.type), origins: [...then.origins, ...otherwise.origins] }
}

function inferFor(node: NodeOf<'for'>, scope: CheckScope): Known {
  const body = infer(node.body, bindIterators(node.iterators, scope.bind('partial', plain(listType(types.any)))))
  return { type: listType(body.type), origins: body.origins }
}

function inferQuantified(node: NodeOf<'some'> | NodeOf<'every'>, scope: CheckScope): Known {
  const inner = bindIterators(node.iterators, scope)
  requireBoolean(node.body, typeOf(node.body, inner), inner)
  return plain(types.boolean)
}

function bindIterators(iterators: readonly Iterator[], scope: CheckScope): CheckScope {
  let inner = scope
  for (const { name, source, end } of iterators) {
    const known = infer(source, inner)
    inner.note(known.origins)
    if (end !== undefined) typeOf(end, inner)
    const { type } = known
    const element = end !== undefined ? type : type.kind === 'list' || type.kind === 'range' ? type.of : type
    inner = inner.bind(name, { type: element, origins: end === undefined ? known.origins : [] })
  }
  return inner
}

function inferList(node: NodeOf<'list'>, scope: CheckScope): Known {
  const items = node.items.map((item) => infer(item, scope))
  const element = items.length === 0 ? types.any : items.map((item) => item.type).reduce(joinTypes)
  return { type: listType(element), origins: items.flatMap((item) => item.origins) }
}

function inferContext(node: NodeOf<'context'>, scope: CheckScope): Known {
  let inner = scope
  const fields: Record<string, FeelType> = Object.create(null) as Record<string, FeelType>
  for (const { name, value } of node.entries) {
    if (Object.hasOwn(fields, name)) scope.report('duplicate-key', value, `键“${name}”重复`, `The key "${name}" appears twice`)
    const known = infer(value, inner)
    inner.note(known.origins)
    fields[name] = known.type
    inner = inner.bind(name, known)
  }
  return plain(contextType(fields as FeelFields))
}

function inferFunction(node: NodeOf<'function'>, scope: CheckScope): Known {
  let inner = scope
  for (const { name, type } of node.parameters) inner = inner.bind(name, plain(readTypeNode(type)))
  const result = node.external ? types.any : typeOf(node.body, inner)
  return plain({ kind: 'function', parameters: node.parameters.map((parameter) => parameter.name), result })
}

/** A written type as far as static analysis uses it. */
function readTypeNode(type: TypeNode | undefined): FeelType {
  if (type?.kind === 'list') return listType(readTypeNode(type.of))
  if (type?.kind === 'range') return rangeType(readTypeNode(type.of))
  if (type?.kind !== 'named') return types.any
  const simple = Object.values(types).find((candidate) => candidate.kind === type.name)
  return simple ?? types.any
}
