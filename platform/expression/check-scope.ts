import { diagnose, type Diagnostic, type DiagnosticCode, type Position } from './diagnostic.ts'
import type { FunctionRegistry } from './function-registry.ts'
import type { ReadPath } from './paths.ts'
import type { Node } from './syntax.ts'
import { suggestName } from './suggest-name.ts'
import { fieldsOf, type FeelFields, type FeelType, type TypeScope } from './type.ts'

/** What a check has found to be read; shared by all scopes of one check. */
export interface ReadNames {
  readonly paths: Map<string, ReadPath>
  readonly functions: Set<string>
}

/** A value with the paths it comes from. */
export interface Known {
  readonly type: FeelType
  readonly origins: readonly ReadPath[]
}

/** How the parts of a node are checked; handed down, so that the modules of the check need not know each other. */
export type Infer = (node: Node, scope: CheckScope) => Known

/** What stays the same through one check. */
interface CheckBase {
  readonly scope: TypeScope
  readonly functions: FunctionRegistry
  readonly diagnostics: Diagnostic[]
  readonly read: ReadNames
}

/** What inner scopes add. */
interface Bindings {
  readonly locals: ReadonlyMap<string, Known>
  /** Items of the filters around, innermost first. */
  readonly items: readonly Known[]
  /** The value that unary tests look at. */
  readonly input?: FeelType
}

/** Names and types that a node sees while it is checked. Immutable but for what is reported. */
export class CheckScope {
  readonly functions: FunctionRegistry
  readonly read: ReadNames
  readonly input: FeelType | undefined
  readonly #base: CheckBase
  readonly #locals: ReadonlyMap<string, Known>
  readonly #items: readonly Known[]

  constructor(base: CheckBase, { locals, items, input }: Bindings) {
    this.#base = base
    this.functions = base.functions
    this.read = base.read
    this.input = input
    this.#locals = locals
    this.#items = items
  }

  bind(name: string, known: Known): CheckScope {
    return this.#with({ locals: new Map(this.#locals).set(name, known) })
  }

  bindItem(item: Known): CheckScope {
    return this.#with({ items: [item, ...this.#items] })
  }

  withInput(input: FeelType): CheckScope {
    return this.#with({ input })
  }

  #with(added: Partial<Bindings>): CheckScope {
    return new CheckScope(this.#base, { locals: this.#locals, items: this.#items, input: this.input, ...added })
  }

  isBound(name: string): boolean {
    return this.#locals.has(name)
  }

  /** What a name is; undefined when nothing has it. */
  find(name: string): Known | undefined {
    for (const item of this.#items) {
      const field = fieldOf(item.type, name)
      if (field !== undefined) return { type: field, origins: item.origins.map((path) => [...path, name]) }
    }
    if (name === 'item' && this.#items.length > 0) return this.#items[0]
    const local = this.#locals.get(name)
    if (local !== undefined) return local
    return Object.hasOwn(this.#base.scope, name) ? { type: this.#base.scope[name]!, origins: [[name]] } : undefined
  }

  /** Whether any surrounding item may have entries that are not known. */
  get hasOpenItem(): boolean {
    return this.#items.some(({ type }) => type.kind === 'any' || (type.kind === 'context' && type.open === true))
  }

  suggest(name: string, others: Iterable<string> = []): string | undefined {
    const items = this.#items.flatMap(({ type }) => (type.kind === 'context' ? Object.keys(fieldsOf(type)) : []))
    return suggestName(name, [...items, ...this.#locals.keys(), ...Object.keys(this.#base.scope), ...others])
  }

  note(origins: readonly ReadPath[]): void {
    for (const path of origins) this.read.paths.set(path.join('\u0000'), path)
  }

  report(code: DiagnosticCode, position: Position, zh: string, en: string): void {
    this.#base.diagnostics.push(diagnose(code, position, zh, en))
  }

  /** An unknown name or property, with the name that was probably meant. */
  reportUnknown(
    code: DiagnosticCode,
    position: Position,
    name: string,
    owner: { zh: string; en: string },
    suggestion: string | undefined,
  ): void {
    const [zh, en] = suggestion === undefined ? ['', ''] : [`，是否想用“${suggestion}”？`, `, did you mean "${suggestion}"?`]
    this.report(code, position, `${owner.zh}没有“${name}”${zh}`, `${owner.en} no "${name}"${en}`)
  }
}

/** The field of a context type; undefined when it has none of that name. */
export function fieldOf(type: FeelType, name: string): FeelType | undefined {
  if (type.kind !== 'context') return undefined
  const fields: FeelFields = fieldsOf(type)
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}
