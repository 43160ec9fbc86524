import type { Decimal } from '../value/index.ts'
import type { CompileScope, Evaluate } from './compile-scope.ts'
import { report } from './evaluation.ts'
import type { NodeOf } from './syntax.ts'
import { makeContext, type FeelValue } from './value.ts'

export function compileList(node: NodeOf<'list'>, scope: CompileScope): Evaluate {
  const items = node.items.map((item) => scope.compile(item, scope))
  if (node.items.every((item) => item.kind === 'number' || item.kind === 'literal')) {
    const values = Object.freeze(node.items.map((item) => (item as { value: Decimal | FeelValue }).value))
    return () => values
  }
  return (values, frame) => items.map((item) => item(values, frame))
}

/** A context; each entry sees those before it. A key twice is an error. */
export function compileContext(node: NodeOf<'context'>, scope: CompileScope): Evaluate {
  const names = node.entries.map((entry) => entry.name)
  const duplicate = names.find((name, index) => names.indexOf(name) !== index)
  if (duplicate !== undefined) return () => report('duplicate-key', node, `键“${duplicate}”重复`, `The key "${duplicate}" appears twice`)
  let inner = scope
  const entries = node.entries.map(({ name, value }) => {
    const evaluate = scope.compile(value, inner)
    const bound = inner.bind(name)
    inner = bound.scope
    return { name, slot: bound.slot, evaluate }
  })
  return (values, frame) => {
    const context = makeContext()
    for (const { name, slot, evaluate } of entries) {
      const value = evaluate(values, frame)
      frame[slot] = value
      context[name] = value
    }
    return context
  }
}
