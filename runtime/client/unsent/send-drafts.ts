import { ApiError, type SaveAnswer } from '../api/index.ts'
import { isDue, type DraftShelf, type UnsentDraft } from './unsent-draft.ts'

/** The way to the server. */
export interface DraftPost {
  /** Owner of what this browser sends now: another window may have signed in somebody else. */
  owner(): Promise<string>
  save(draft: UnsentDraft): Promise<SaveAnswer>
}

/** `away`: nobody answered, or not now; `signed-out`: nobody is signed in; `somebody-else`: another person is. */
export type SendEnd = 'done' | 'away' | 'signed-out' | 'somebody-else'

/**
 * Sends what waits, in order. That it may have arrived is written down before it leaves, so that neither a lost answer
 * nor a closed browser makes a second record: the same body goes again under the same key. What is refused stays with
 * the server's words, and what comes after it goes on.
 */
export async function sendDrafts(
  owner: string,
  shelf: DraftShelf,
  post: DraftPost,
  arrived: (draft: UnsentDraft, answer: SaveAnswer) => void,
): Promise<SendEnd> {
  let end: SendEnd = 'done'
  for (const { slot } of (await shelf.all(owner)).filter((draft) => isDue(draft))) {
    try {
      if ((await post.owner()) !== owner) return 'somebody-else'
    } catch (error) {
      return endOf(error)
    }
    let before: number | undefined
    const draft = await shelf.change(slot, (found) => {
      before = found?.sentAt
      return found !== undefined && isDue(found) ? { ...found, sentAt: before ?? Date.now() } : found
    })
    if (draft === undefined || !isDue(draft)) continue
    try {
      const answer = await post.save(draft)
      await shelf.change(slot, () => undefined)
      arrived(draft, answer)
    } catch (error) {
      const ended = await settle(shelf, slot, before, error)
      if (ended === 'stop') return endOf(error)
      if (ended === 'later') end = 'away'
    }
  }
  return end
}

/** Writes down what became of a draft that did not arrive; `before`: when it had been sent first until now. */
async function settle(shelf: DraftShelf, slot: string, before: number | undefined, error: unknown): Promise<'stop' | 'later' | 'refused'> {
  if (!(error instanceof ApiError)) throw error
  if (error.isOffline) return 'stop'
  // Nobody was let in: this time it did not arrive.
  if (error.status === 401) {
    await shelf.change(slot, (found) => found && { ...found, sentAt: before })
    return 'stop'
  }
  if (isPassing(error.status)) {
    await shelf.change(slot, (found) => found && { ...found, trouble: error.message })
    return 'later'
  }
  const isStale = error.code === 'stale-version'
  await shelf.change(slot, (found) => found && { ...found, sentAt: undefined, trouble: undefined, refusal: [...error.findings], isStale })
  return 'refused'
}

/** Says nothing about the draft: the server is busy, or something in it failed. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 429
}

function endOf(error: unknown): SendEnd {
  if (!(error instanceof ApiError)) throw error
  return error.status === 401 ? 'signed-out' : 'away'
}
