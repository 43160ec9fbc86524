import type { CompileScope, Evaluate } from './compile-scope.ts'
import { report } from './evaluation.ts'
import type { NodeOf, TypeNode } from './syntax.ts'
import { entryNames, FeelFunction, FeelRange, isContext, isList, readEntry, typeNameOf, type FeelValue } from './value.ts'

type TypeTest = (value: FeelValue) => boolean

const SIMPLE_TYPES: ReadonlySet<string> = new Set([
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
  'list',
  'context',
  'range',
  'function',
])

/** `value instance of type`. null is an instance of nothing. */
export function compileInstanceOf(node: NodeOf<'instance-of'>, scope: CompileScope): Evaluate {
  const value = scope.compile(node.value, scope)
  const test = compileTypeTest(node.type)
  if (test === undefined) return () => report('unknown-type', node.type, '未知的类型', 'Unknown type')
  return (values, frame) => {
    const given = value(values, frame)
    return given !== null && test(given)
  }
}

/** A test for values that are not null; inside structures null conforms to every type. Undefined for unknown names. */
export function compileTypeTest(type: TypeNode): TypeTest | undefined {
  switch (type.kind) {
    case 'named':
      return namedTest(type.name)
    case 'list': {
      const item = compileTypeTest(type.of)
      return item && ((value) => isList(value) && value.every((element) => element === null || item(element)))
    }
    case 'range': {
      const end = compileTypeTest(type.of)
      return (
        end &&
        ((value) =>
          value instanceof FeelRange && [value.low, value.high].every((bound) => bound === undefined || bound === null || end(bound)))
      )
    }
    case 'function':
      return (value) => value instanceof FeelFunction && value.parameters.length === type.parameters.length
    case 'context':
      return contextTest(type.entries)
  }
}

function namedTest(name: string): TypeTest | undefined {
  if (name === 'Any') return () => true
  return SIMPLE_TYPES.has(name) ? (value) => typeNameOf(value) === name : undefined
}

function contextTest(entries: readonly { name: string; type: TypeNode }[]): TypeTest | undefined {
  const tests: { name: string; test: TypeTest }[] = []
  for (const { name, type } of entries) {
    const test = compileTypeTest(type)
    if (test === undefined) return undefined
    tests.push({ name, test })
  }
  return (value) =>
    isContext(value) &&
    tests.every(({ name, test }) => {
      if (!entryNames(value).includes(name)) return false
      const entry = readEntry(value, name) ?? null
      return entry === null || test(entry)
    })
}
