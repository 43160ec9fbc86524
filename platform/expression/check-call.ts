import { chineseType } from './chinese-type.ts'
import type { CheckScope, Infer, Known } from './check-scope.ts'
import { resultType, type FunctionDefinition, type ParameterDefinition, type ParameterType, type Signature } from './function-definition.ts'
import { PASSING_FUNCTIONS } from './paths.ts'
import { suggestName } from './suggest-name.ts'
import type { Node, NodeOf } from './syntax.ts'
import { describeType, types, type FeelType } from './type.ts'

const plain = (type: FeelType): Known => ({ type, origins: [] })

export function inferCall(node: NodeOf<'call'>, scope: CheckScope, infer: Infer): Known {
  const definition = findFunction(node.target, scope)
  if (definition === undefined) return inferValueCall(node, node.arguments, scope, infer)
  scope.read.functions.add(definition.name)
  const given = inferArguments(definition, node.arguments, scope, infer)
  for (const { origins } of given) scope.note(origins)
  const type = matchSignature(
    definition,
    given.map((known) => known.type),
    node,
    scope,
  )
  return { type, origins: PASSING_FUNCTIONS.has(definition.name) ? (given[0]?.origins ?? []) : [] }
}

export function inferNamedCall(node: NodeOf<'named-call'>, scope: CheckScope, infer: Infer): Known {
  const definition = findFunction(node.target, scope)
  const values = node.arguments.map((argument) => argument.value)
  if (definition === undefined) return inferValueCall(node, values, scope, infer)
  scope.read.functions.add(definition.name)
  const known = new Map(node.arguments.map(({ name, value }) => [name, infer(value, scope)]))
  for (const { origins } of known.values()) scope.note(origins)
  const signatures = definition.signatures.filter(
    ({ parameters }) =>
      [...known.keys()].every((name) => parameters.some((parameter) => parameter.name === name)) &&
      parameters.every((parameter) => parameter.optional || known.has(parameter.name)),
  )
  const [first] = signatures
  if (first === undefined) {
    const names = definition.signatures[0]?.parameters.map((parameter) => parameter.name).join(', ') ?? ''
    scope.report(
      'wrong-arguments',
      node,
      `函数“${definition.name}”的参数名应为：${names}`,
      `"${definition.name}" takes the arguments: ${names}`,
    )
    return plain(types.any)
  }
  return plain(
    matchSignature(
      { ...definition, signatures },
      first.parameters.map((parameter) => known.get(parameter.name)?.type ?? types.null),
      node,
      scope,
    ),
  )
}

function findFunction(target: Node, scope: CheckScope): FunctionDefinition | undefined {
  return target.kind === 'name' && !scope.isBound(target.name) ? scope.functions.get(target.name) : undefined
}

/** Functions handed to `sort` and the like get the elements of the list as their arguments. */
function inferArguments(definition: FunctionDefinition, nodes: readonly Node[], scope: CheckScope, infer: Infer): Known[] {
  const given: Known[] = []
  for (const node of nodes) {
    const [first] = given
    if (node.kind === 'function' && first !== undefined && PASSING_FUNCTIONS.has(definition.name)) {
      const element: Known = { type: first.type.kind === 'list' ? first.type.of : types.any, origins: first.origins }
      let inner = scope
      for (const { name } of node.parameters) inner = inner.bind(name, element)
      const result = infer(node.body, inner)
      inner.note(result.origins)
      given.push(plain({ kind: 'function', parameters: node.parameters.map((parameter) => parameter.name), result: result.type }))
    } else given.push(infer(node, scope))
  }
  return given
}

/** A call of something that is no registered function: a lambda, a parameter, or a mistake. */
function inferValueCall(node: NodeOf<'call'> | NodeOf<'named-call'>, values: readonly Node[], scope: CheckScope, infer: Infer): Known {
  for (const value of values) scope.note(infer(value, scope).origins)
  const { target } = node
  if (target.kind === 'name' && scope.find(target.name) === undefined && !scope.hasOpenItem) {
    const names = scope.functions.definitions.map((definition) => definition.name)
    scope.reportUnknown('unknown-function', target, target.name, { zh: '', en: 'There is' }, suggestName(target.name, names))
    return plain(types.any)
  }
  const known = infer(target, scope)
  scope.note(known.origins)
  if (known.type.kind === 'function') return plain(known.type.result)
  if (known.type.kind !== 'any') {
    scope.report(
      'wrong-type',
      target,
      `${chineseType(describeType(known.type))} 不能作为函数调用`,
      `A ${describeType(known.type)} cannot be called`,
    )
  }
  return plain(types.any)
}

function matchSignature(definition: FunctionDefinition, given: readonly FeelType[], node: Node, scope: CheckScope): FeelType {
  const fitting = definition.signatures.filter((signature) => takesCount(signature, given.length))
  if (fitting.length === 0) {
    scope.report('wrong-arguments', node, `函数“${definition.name}”的参数个数不对`, `Wrong number of arguments for "${definition.name}"`)
    return types.any
  }
  for (const signature of fitting) if (findMisfit(signature, given) === undefined) return resultType(signature, given)
  reportMisfit(definition, fitting[0]!, given, node, scope)
  return types.any
}

function takesCount({ parameters }: Signature, count: number): boolean {
  const required = parameters.filter((parameter) => !parameter.optional).length
  return count >= required && (count <= parameters.length || parameters.at(-1)?.variadic === true)
}

function findMisfit({ parameters }: Signature, given: readonly FeelType[]): number | undefined {
  const index = given.findIndex((type, position) => !accepts(parameters[position] ?? parameters.at(-1)!, type))
  return index < 0 ? undefined : index
}

function reportMisfit(
  definition: FunctionDefinition,
  signature: Signature,
  given: readonly FeelType[],
  node: Node,
  scope: CheckScope,
): void {
  const index = findMisfit(signature, given) ?? 0
  const parameter = signature.parameters[index] ?? signature.parameters.at(-1)!
  const wanted = parameter.element === undefined ? parameter.type : `list<${parameter.element}>`
  const actual = describeType(given[index]!)
  const position = node.kind === 'call' ? (node.arguments[index] ?? node) : node
  scope.report(
    'wrong-type',
    position,
    `函数“${definition.name}”的参数“${parameter.name}”应为 ${chineseType(wanted)}，实际为 ${chineseType(actual)}`,
    `"${definition.name}": the argument "${parameter.name}" must be a ${wanted}, not a ${actual}`,
  )
}

const KINDS: Readonly<Record<ParameterType, readonly string[] | 'all'>> = {
  any: 'all',
  list: 'all',
  boolean: ['boolean'],
  string: ['string'],
  number: ['number'],
  date: ['date'],
  time: ['time'],
  'date and time': ['date and time'],
  day: ['date', 'date and time'],
  temporal: ['date', 'time', 'date and time'],
  duration: ['days and time duration', 'years and months duration'],
  'days and time duration': ['days and time duration'],
  'years and months duration': ['years and months duration'],
  comparable: ['string', 'number', 'date', 'time', 'date and time', 'days and time duration', 'years and months duration'],
  range: ['range'],
  context: ['context'],
  function: ['function'],
}

/** Whether a value of the type may be handed over; what is not known may. */
function accepts(parameter: ParameterDefinition, type: FeelType): boolean {
  if (type.kind === 'any' || type.kind === 'null') return true
  if (parameter.type === 'list' && parameter.element !== undefined) {
    const element = type.kind === 'list' ? type.of : type
    return element.kind === 'any' || element.kind === 'null' || acceptsKind(parameter.element, element)
  }
  return acceptsKind(parameter.type, type)
}

function acceptsKind(wanted: ParameterType, type: FeelType): boolean {
  const kinds = KINDS[wanted]
  return kinds === 'all' || kinds.includes(type.kind)
}
