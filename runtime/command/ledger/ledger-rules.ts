import type { PostingDefinition } from '@formwork/platform/definition/types.ts'
import { compilePosting } from '../../engine/ledger/compile-posting.ts'
import type { EntryPlan, PostingPlan } from '../../engine/ledger/posting.ts'
import type { Store } from '../../store/store.ts'
import { postingFormulas } from './posting-formulas.ts'

/** The posting rules of a model by entity and moment, compiled when first asked for. */
export class LedgerRules {
  readonly #store: Store
  readonly #plans = new Map<string, readonly PostingPlan[]>()

  constructor(store: Store) {
    this.#store = store
  }

  /** Errors: `unknown-ledger`, `unknown-measure`, `unbalanced-posting`, those of formulas. */
  postingsOf(entity: string, on: PostingDefinition['on']): readonly PostingPlan[] {
    const key = `${entity}/${on}`
    let plans = this.#plans.get(key)
    if (plans === undefined) this.#plans.set(key, (plans = this.#compile(entity, on)))
    return plans
  }

  /** Whether any rule posts records of this entity. */
  posts(entity: string): boolean {
    return moments.some((on) => this.postingsOf(entity, on).length > 0)
  }

  /** One entry of a rule; undefined when the model does not have it any more. */
  entryOf(entity: string, posting: string, entry: string): EntryPlan | undefined {
    const plan = moments.flatMap((on) => this.postingsOf(entity, on)).find(({ definition }) => definition.name === posting)
    return plan?.entries.find(({ name }) => name === entry)
  }

  momentsExcept(some: readonly PostingDefinition['on'][]): PostingDefinition['on'][] {
    return moments.filter((on) => !some.includes(on))
  }

  #compile(entity: string, on: PostingDefinition['on']): PostingPlan[] {
    const { model, registry, ledgers } = this.#store
    const compile = postingFormulas(model, registry, entity)
    const own = [...model.postings.values()].filter((posting) => posting.entity === entity && posting.on === on)
    return own.map((posting) => compilePosting(posting, ledgers.shapes, compile))
  }
}

const moments: readonly PostingDefinition['on'][] = ['posted', 'submitted', 'closed']
const rules = new WeakMap<Store, LedgerRules>()

export function ledgerRulesOf(store: Store): LedgerRules {
  let known = rules.get(store)
  if (known === undefined) rules.set(store, (known = new LedgerRules(store)))
  return known
}
