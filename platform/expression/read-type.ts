import type { GrammarNode } from './grammar.ts'
import { childNodes, nameOf, textOf, type Source } from './read-name.ts'
import type { TypeNode } from './syntax.ts'

/** Reads a `Type` node. */
export function readType(source: Source, node: GrammarNode): TypeNode {
  const position = { from: node.from, to: node.to }
  const inner = node.name === 'Type' ? childNodes(node)[0] : node
  if (inner === undefined) return { kind: 'named', name: nameOf(source, node), ...position }
  const types = childNodes(inner).filter((child) => child.name === 'Type')
  switch (inner.name) {
    case 'ListType': {
      const kind = textOf(source, inner).startsWith('range') ? 'range' : 'list'
      return types[0] === undefined ? { kind: 'named', name: kind, ...position } : { kind, of: readType(source, types[0]), ...position }
    }
    case 'ContextType':
      return { kind: 'context', entries: readEntries(source, inner), ...position }
    case 'FunctionType': {
      const parameters = childNodes(inner)
        .filter((child) => child.name === 'ArgumentTypes')
        .flatMap(childNodes)
        .map((argument) => readType(source, childNodes(argument)[0] ?? argument))
      const result: TypeNode = types[0] === undefined ? { kind: 'named', name: 'Any', ...position } : readType(source, types[0])
      return { kind: 'function', parameters, result, ...position }
    }
    default:
      return { kind: 'named', name: nameOf(source, inner), ...position }
  }
}

function readEntries(source: Source, node: GrammarNode): { name: string; type: TypeNode }[] {
  const entries = childNodes(node)
    .filter((child) => child.name === 'ContextEntryTypes')
    .flatMap(childNodes)
  return entries.map((entry) => {
    const [name, type] = childNodes(entry)
    return { name: name === undefined ? '' : nameOf(source, name), type: readType(source, type ?? entry) }
  })
}
