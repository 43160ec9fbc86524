import type { FunctionRegistry } from './function-registry.ts'
import type { Node } from './syntax.ts'
import type { FeelValue } from './value.ts'

/** Values of the local names of one evaluation, by slot. */
export type Frame = FeelValue[]

/**
 * A compiled node. `scope` is the caller's object, `frame` holds loop variables, parameters and filter items.
 * `scope` is typed loosely on purpose: it is read as `scope[name]`, which is what makes names cheap.
 */
export type Evaluate = (scope: ScopeObject, frame: Frame) => FeelValue

export interface ScopeObject {
  readonly [name: string]: FeelValue | undefined
}

type Binding =
  /** A name with a slot. `grows`: the list is still being built, so that reading it copies. */
  | { readonly kind: 'local'; readonly name: string; readonly slot: number; readonly grows: boolean }
  /** Inside a filter every name may be an entry of the item. */
  | { readonly kind: 'item'; readonly slot: number }

/** Slots are numbered through one whole expression, so that every function body finds the frame it was made in. */
export class SlotCounter {
  count = 0
}

/** The names that a node sees while it is compiled. Immutable; inner scopes are made by `bind`. */
export class CompileScope {
  readonly functions: FunctionRegistry
  readonly slots: SlotCounter
  readonly compile: (node: Node, scope: CompileScope) => Evaluate
  readonly #bindings: readonly Binding[]

  constructor(
    functions: FunctionRegistry,
    compile: (node: Node, scope: CompileScope) => Evaluate,
    slots = new SlotCounter(),
    bindings: readonly Binding[] = [],
  ) {
    this.functions = functions
    this.compile = compile
    this.slots = slots
    this.#bindings = bindings
  }

  /** Innermost first. */
  get bindings(): readonly Binding[] {
    return this.#bindings
  }

  bind(name: string, options: { grows?: boolean } = {}): { scope: CompileScope; slot: number } {
    const slot = this.slots.count++
    return { slot, scope: this.#with({ kind: 'local', name, slot, grows: options.grows === true }) }
  }

  bindItem(): { scope: CompileScope; slot: number } {
    const slot = this.slots.count++
    return { slot, scope: this.#with({ kind: 'item', slot }) }
  }

  /** Whether a name is bound here, so that it hides a function of that name. */
  isBound(name: string): boolean {
    return this.#bindings.some((binding) => binding.kind === 'local' && binding.name === name)
  }

  #with(binding: Binding): CompileScope {
    return new CompileScope(this.functions, this.compile, this.slots, [binding, ...this.#bindings])
  }
}

/** The name under which the value that unary tests look at is bound. */
export const INPUT_NAME = '?'
