import { chineseType } from './chinese-type.ts'
import { callSignatures, typeTest } from './coerce.ts'
import type { CompileScope, Evaluate } from './compile-scope.ts'
import { report } from './evaluation.ts'
import { FunctionCall, type FunctionDefinition, type Signature } from './function-definition.ts'
import type { Node, NodeOf } from './syntax.ts'
import { FeelFunction, typeNameOf, type FeelValue } from './value.ts'

/** A call: a registered function is found when compiling, unless a parameter or loop variable hides its name. */
export function compileCall(node: NodeOf<'call'>, scope: CompileScope): Evaluate {
  const values = node.arguments.map((argument) => scope.compile(argument, scope))
  const definition = findFunction(node.target, scope)
  if (definition !== undefined) return compileRegistered(definition, values, node)
  const target = compileTarget(node.target, scope)
  return (scopeValues, frame) =>
    callValue(
      target(scopeValues, frame),
      values.map((value) => value(scopeValues, frame)),
      node,
    )
}

/** A call with named arguments: which signature has these names is known when compiling. */
export function compileNamedCall(node: NodeOf<'named-call'>, scope: CompileScope): Evaluate {
  const values = new Map(node.arguments.map((argument) => [argument.name, scope.compile(argument.value, scope)]))
  const definition = findFunction(node.target, scope)
  if (definition !== undefined) return compileNamedRegistered(definition, values, node)
  const target = compileTarget(node.target, scope)
  return (scopeValues, frame) => {
    const callee = target(scopeValues, frame)
    if (!(callee instanceof FeelFunction)) return callValue(callee, [], node)
    if (callee.parameters.length !== values.size || !callee.parameters.every((name) => values.has(name))) {
      return reportNames(node, callee.name)
    }
    return FeelFunction.call(
      callee,
      callee.parameters.map((name) => values.get(name)!(scopeValues, frame)),
    )
  }
}

function findFunction(target: Node, scope: CompileScope): FunctionDefinition | undefined {
  return target.kind === 'name' && !scope.isBound(target.name) ? scope.functions.get(target.name) : undefined
}

function compileTarget(node: Node, scope: CompileScope): Evaluate {
  return scope.compile(node, scope)
}

/**
 * The usual call has the arguments that the first signature asks for: then their types are tested and the function is
 * called directly. Everything else (nulls, conversions, other signatures, mistakes) goes through `callSignatures`.
 */
function compileRegistered(definition: FunctionDefinition, values: readonly Evaluate[], node: Node): Evaluate {
  const call = new FunctionCall(node)
  const { name, signatures } = definition
  const direct = signatures[0] as Signature & { readonly evaluate: (call: FunctionCall, ...given: FeelValue[]) => FeelValue }
  const fits = direct.parameters.map((parameter) => typeTest(parameter.type))
  const [first, second] = values
  const [fitsFirst, fitsSecond] = fits
  if (direct.parameters.at(-1)?.variadic !== true && direct.parameters.length === values.length && first && fitsFirst) {
    if (values.length === 1) {
      return (scope, frame) => {
        const value = first(scope, frame)
        return fitsFirst(value) ? direct.evaluate(call, value) : callSignatures(name, signatures, [value], call)
      }
    }
    if (values.length === 2 && second && fitsSecond) {
      return (scope, frame) => {
        const value = first(scope, frame)
        const other = second(scope, frame)
        return fitsFirst(value) && fitsSecond(other)
          ? direct.evaluate(call, value, other)
          : callSignatures(name, signatures, [value, other], call)
      }
    }
  }
  return (scope, frame) =>
    callSignatures(
      name,
      signatures,
      values.map((value) => value(scope, frame)),
      call,
    )
}

function compileNamedRegistered(definition: FunctionDefinition, values: ReadonlyMap<string, Evaluate>, node: Node): Evaluate {
  const call = new FunctionCall(node)
  const signatures = definition.signatures.filter((signature) => takesNames(signature, values))
  const names = signatures[0]?.parameters.map((parameter) => parameter.name)
  if (names === undefined) return () => reportNames(node, definition.name)
  const ordered = names.map((name) => values.get(name))
  return (scope, frame) =>
    callSignatures(
      definition.name,
      signatures,
      ordered.map((value) => value?.(scope, frame)),
      call,
    )
}

/** Signatures with the same names in the same order are alternatives by type. */
function takesNames(signature: Signature, values: ReadonlyMap<string, unknown>): boolean {
  const { parameters } = signature
  return (
    [...values.keys()].every((name) => parameters.some((parameter) => parameter.name === name)) &&
    parameters.every((parameter) => parameter.optional || values.has(parameter.name))
  )
}

function callValue(callee: FeelValue, values: readonly FeelValue[], node: Node): FeelValue {
  if (callee instanceof FeelFunction) return FeelFunction.call(callee, values)
  if (callee === null) return null
  return report('wrong-type', node, `${chineseType(typeNameOf(callee))} 不能作为函数调用`, `A ${typeNameOf(callee)} cannot be called`)
}

function reportNames(node: Node, name: string): null {
  return report('wrong-arguments', node, `函数“${name}”没有这些参数名`, `"${name}" does not take arguments of these names`)
}
