import type { PostingDefinition } from '@formwork/platform/definition/types.ts'
import { compilePosting } from '../../engine/ledger/compile-posting.ts'
import type { EntryPlan, PostingPlan } from '../../engine/ledger/posting.ts'
import type { Store } from '../../store/store.ts'
import { postingFormulas } from './posting-formulas.ts'

/** The posting rules of a model by entity and moment, compiled when first asked for. */
export class LedgerRules {
  readonly #store: Store
  readonly #plans = new Map<string, Map<PostingDefinition['on'], readonly PostingPlan[]>>()
  readonly #lenient = new Map<string, readonly PostingPlan[]>()

  constructor(store: Store) {
    this.#store = store
  }

  /** Errors: `unknown-ledger`, `unknown-measure`, `unbalanced-posting`, those of formulas. */
  postingsOf(entity: string, on: PostingDefinition['on']): readonly PostingPlan[] {
    let own = this.#plans.get(entity)
    if (own === undefined) this.#plans.set(entity, (own = new Map()))
    let plans = own.get(on)
    if (plans === undefined) own.set(on, (plans = this.#compile(entity, on)))
    return plans
  }

  /** Rules at posting whose ledgers may let something pass: what they would find is judged at the submit. */
  lenientPostingsOf(entity: string): readonly PostingPlan[] {
    let plans = this.#lenient.get(entity)
    if (plans === undefined) this.#lenient.set(entity, (plans = this.postingsOf(entity, 'posted').filter(mayLetPass)))
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

function mayLetPass({ entries }: PostingPlan): boolean {
  return entries.some(({ ledger }) => ledger.assertions.some(({ mode }) => mode !== 'refuse'))
}

const moments: readonly PostingDefinition['on'][] = ['posted', 'submitted', 'closed']
const rules = new WeakMap<Store, LedgerRules>()

export function ledgerRulesOf(store: Store): LedgerRules {
  let known = rules.get(store)
  if (known === undefined) rules.set(store, (known = new LedgerRules(store)))
  return known
}
