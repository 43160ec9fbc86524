import type { FunctionRegistry } from './function-registry.ts'
import { childrenOf, walk, type Node, type NodeOf } from './syntax.ts'

/** Segments from a name of the scope: `["lines", "product", "name"]`. */
export type ReadPath = readonly string[]

/** Functions that give back elements of their first argument, so that a path may go on behind them. */
export const PASSING_FUNCTIONS: ReadonlySet<string> = new Set([
  'sublist',
  'append',
  'concatenate',
  'insert before',
  'remove',
  'list replace',
  'reverse',
  'union',
  'distinct values',
  'flatten',
  'sort',
  'min',
  'max',
])

/** Where local names lead: to paths of the scope, or nowhere (an empty list). */
interface Aliases {
  readonly names: ReadonlyMap<string, readonly ReadPath[]>
  /** Items of the filters around, innermost first: any name may be one of their entries. */
  readonly items: readonly (readonly ReadPath[])[]
}

/**
 * The paths that an expression reads, each once, without paths that others continue. Names inside a filter are given
 * both as entries of the item and as names of the scope, since without types they may be either; `checkExpression`
 * knows better.
 */
export function readPaths(root: Node, functions: FunctionRegistry): ReadPath[] {
  const reader = new PathReader(functions)
  reader.read(root, { names: new Map(), items: [] })
  return reader.paths
}

/** Names of registered functions that are called, in the order of the text. */
export function readFunctions(root: Node, functions: FunctionRegistry): string[] {
  const names = new Set<string>()
  walk(root, (node) => {
    if (
      (node.kind === 'call' || node.kind === 'named-call') &&
      node.target.kind === 'name' &&
      functions.get(node.target.name) !== undefined
    ) {
      names.add(node.target.name)
    }
  })
  return [...names]
}

class PathReader {
  readonly #functions: FunctionRegistry
  readonly #found = new Map<string, ReadPath>()

  constructor(functions: FunctionRegistry) {
    this.#functions = functions
  }

  get paths(): ReadPath[] {
    return [...this.#found.values()]
  }

  /** Notes what a node reads. */
  read(node: Node, aliases: Aliases): void {
    for (const path of this.#origins(node, aliases)) this.#found.set(path.join('\u0000'), path)
  }

  /** The paths that the value of a node comes from; what was read on the way is noted. */
  #origins(node: Node, aliases: Aliases): readonly ReadPath[] {
    switch (node.kind) {
      case 'name':
        return this.#originsOfName(node.name, aliases)
      case 'path':
        return this.#origins(node.source, aliases).map((path) => [...path, node.name])
      case 'filter':
        return this.#originsOfFilter(node, aliases)
      case 'call':
        return this.#originsOfCall(node, aliases)
      case 'for':
        return this.#origins(node.body, this.#bindIterators(node, aliases))
      case 'some':
      case 'every':
        return this.#readAll([node.body], this.#bindIterators(node, aliases))
      case 'if':
        this.read(node.condition, aliases)
        return [...this.#origins(node.then, aliases), ...this.#origins(node.otherwise, aliases)]
      case 'list':
        return node.items.flatMap((item) => this.#origins(item, aliases))
      case 'context':
        return this.#readContext(node, aliases)
      case 'function':
        return this.#readAll(
          [node.body],
          bindNames(
            aliases,
            node.parameters.map((parameter) => parameter.name),
            [],
          ),
        )
      default:
        return this.#readAll(childrenOf(node), aliases)
    }
  }

  #readAll(nodes: readonly Node[], aliases: Aliases): readonly ReadPath[] {
    for (const node of nodes) this.read(node, aliases)
    return []
  }

  #originsOfName(name: string, aliases: Aliases): readonly ReadPath[] {
    if (name === 'item' && aliases.items.length > 0) return aliases.items[0]!
    const own = aliases.names.get(name) ?? [[name]]
    const entries = aliases.items.flatMap((item) => item.map((path) => [...path, name]))
    return [...entries, ...own]
  }

  #originsOfFilter(node: NodeOf<'filter'>, aliases: Aliases): readonly ReadPath[] {
    const source = this.#origins(node.source, aliases)
    if (node.condition.kind !== 'number') this.read(node.condition, { names: aliases.names, items: [source, ...aliases.items] })
    for (const path of source) this.#found.set(path.join('\u0000'), path)
    return source
  }

  #originsOfCall(node: NodeOf<'call'>, aliases: Aliases): readonly ReadPath[] {
    const name = node.target.kind === 'name' && !aliases.names.has(node.target.name) ? node.target.name : undefined
    const known = name !== undefined && this.#functions.get(name) !== undefined
    if (!known) return this.#readAll([node.target, ...node.arguments], aliases)
    const [first, ...others] = node.arguments
    if (first === undefined || !PASSING_FUNCTIONS.has(name)) return this.#readAll(node.arguments, aliases)
    const origins = this.#origins(first, aliases)
    for (const path of origins) this.#found.set(path.join('\u0000'), path)
    for (const other of others) {
      if (other.kind === 'function') {
        this.read(
          other.body,
          bindNames(
            aliases,
            other.parameters.map((parameter) => parameter.name),
            origins,
          ),
        )
      } else this.read(other, aliases)
    }
    return origins
  }

  #bindIterators(node: NodeOf<'for'> | NodeOf<'some'> | NodeOf<'every'>, aliases: Aliases): Aliases {
    let inner = node.kind === 'for' ? bindNames(aliases, ['partial'], []) : aliases
    for (const { name, source, end } of node.iterators) {
      const origins = this.#origins(source, inner)
      for (const path of origins) this.#found.set(path.join('\u0000'), path)
      if (end !== undefined) this.read(end, inner)
      inner = bindNames(inner, [name], end === undefined ? origins : [])
    }
    return inner
  }

  #readContext(node: NodeOf<'context'>, aliases: Aliases): readonly ReadPath[] {
    let inner = aliases
    for (const { name, value } of node.entries) {
      const origins = this.#origins(value, inner)
      for (const path of origins) this.#found.set(path.join('\u0000'), path)
      inner = bindNames(inner, [name], origins)
    }
    return []
  }
}

/** A bound name is no entry of a filter item outside of it. */
function bindNames(aliases: Aliases, names: readonly string[], origins: readonly ReadPath[]): Aliases {
  const bound = new Map(aliases.names)
  for (const name of names) bound.set(name, origins)
  return { names: bound, items: [] }
}
