import type { CompileScope, Evaluate, ScopeObject } from './compile-scope.ts'
import type { Position } from './diagnostic.ts'
import { report } from './evaluation.ts'
import { functionValue } from './function-value.ts'
import type { NodeOf } from './syntax.ts'
import { readProperty } from './property.ts'
import { isContext, isList, LazyContext, readEntry, type FeelValue } from './value.ts'

/** Names that every object inherits: read with `hasOwn` only. */
function isInherited(name: string): boolean {
  return name in Object.prototype
}

/**
 * A name: innermost binding first, then the caller's scope, then a function of that name.
 * Inside a filter an entry of the item comes before what surrounds the filter.
 */
export function compileName(node: NodeOf<'name'>, scope: CompileScope): Evaluate {
  return compileBinding(node, scope, 0)
}

function compileBinding(node: NodeOf<'name'>, scope: CompileScope, depth: number): Evaluate {
  const { name } = node
  for (let index = depth; index < scope.bindings.length; index++) {
    const binding = scope.bindings[index]!
    const { slot } = binding
    if (binding.kind === 'local') {
      if (binding.name !== name) continue
      return binding.grows ? (_, frame) => (frame[slot] as readonly FeelValue[]).slice() : (_, frame) => frame[slot]!
    }
    const outer = name === 'item' ? (_: ScopeObject, frame: FeelValue[]) => frame[slot]! : compileBinding(node, scope, index + 1)
    return (values, frame) => {
      const item = frame[slot]!
      const entry = isContext(item) ? readEntry(item, name) : undefined
      return entry === undefined ? outer(values, frame) : entry
    }
  }
  return compileGlobal(node, scope)
}

function compileGlobal(node: NodeOf<'name'>, scope: CompileScope): Evaluate {
  const { name } = node
  const definition = scope.functions.get(name)
  const fallback = definition === undefined ? undefined : functionValue(definition, node)
  if (isInherited(name)) return (values) => readMissing(values, name, node, fallback)
  return (values) => {
    const value = values[name]
    return value === undefined ? readMissing(values, name, node, fallback) : value
  }
}

function readMissing(values: ScopeObject, name: string, position: Position, fallback: FeelValue | undefined): FeelValue {
  const value = values instanceof LazyContext ? LazyContext.read(values, name) : Object.hasOwn(values, name) ? values[name] : undefined
  return value ?? (value === null ? null : (fallback ?? report('unknown-name', position, `没有“${name}”`, `There is no "${name}"`)))
}

/** `source.name`. The usual source is a plain object or a list of them. */
export function compilePath(node: NodeOf<'path'>, scope: CompileScope): Evaluate {
  const source = scope.compile(node.source, scope)
  const { name } = node
  if (isInherited(name)) return (values, frame) => readProperty(source(values, frame), name, node)
  return (values, frame) => {
    const value = source(values, frame)
    if (isList(value)) return projectList(value, name, node)
    return readPlain(value, name) ?? readProperty(value, name, node)
  }
}

/** The property of a plain object; undefined for anything else. `name` is not an inherited one. */
function readPlain(value: FeelValue, name: string): FeelValue | undefined {
  if (value === null || typeof value !== 'object') return undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype ? (value as ScopeObject)[name] : undefined
}

function projectList(list: readonly FeelValue[], name: string, position: Position): FeelValue[] {
  const result: FeelValue[] = []
  for (let index = 0; index < list.length; index++) {
    const item = list[index]!
    result.push(readPlain(item, name) ?? readProperty(item, name, position))
  }
  return result
}
