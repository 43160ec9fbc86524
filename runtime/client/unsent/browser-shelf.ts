import type { DraftShelf, UnsentDraft } from './unsent-draft.ts'

const DATABASE = 'formwork.unsent'
const STORE = 'drafts'

/** Drafts in the browser's own database: they outlive a closed page, a crash and a restart. Errors: rejects where the browser keeps nothing. */
export class BrowserShelf implements DraftShelf {
  #opening: Promise<IDBDatabase> | undefined

  async all(owner: string): Promise<UnsentDraft[]> {
    const store = (await this.#open()).transaction(STORE).objectStore(STORE)
    const found = await answerOf(store.getAll() as IDBRequest<UnsentDraft[]>)
    return found.filter((draft) => draft.owner === owner).sort((left, right) => left.at - right.at)
  }

  async change(slot: string, alter: (draft: UnsentDraft | undefined) => UnsentDraft | undefined): Promise<UnsentDraft | undefined> {
    const transaction = (await this.#open()).transaction(STORE, 'readwrite', { durability: 'strict' })
    const store = transaction.objectStore(STORE)
    const done = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('Not kept')))
    })
    const next = alter(await answerOf(store.get(slot) as IDBRequest<UnsentDraft | undefined>))
    if (next === undefined) store.delete(slot)
    else store.put(next)
    await done
    return next
  }

  #open(): Promise<IDBDatabase> {
    this.#opening ??= openDatabase().catch((error: unknown) => {
      this.#opening = undefined
      throw error
    })
    return this.#opening
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'slot' }))
  return answerOf(request)
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('Not kept')))
  })
}
