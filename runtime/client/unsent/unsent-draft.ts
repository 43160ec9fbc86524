import type { Finding, RecordData, SaveBody, Titles } from '../api/index.ts'

/** A draft that was saved without a line (待上传): it lies in this browser until the server has confirmed it. */
export interface UnsentDraft {
  /** Names its place in the queue; the same after it was mended. */
  slot: string
  /** Workspace and person: nobody else sees or sends it. */
  owner: string
  /** When it was saved first, in milliseconds since the epoch: the order in which it is sent. */
  at: number
  /** Idempotency key of this body; another body has another one. */
  key: string
  body: SaveBody
  /** When it was sent first without an answer: the server may have it, so that it is sent again as it is before anything else. */
  sentAt?: number
  /** It is being mended in a form, and not sent meanwhile. */
  isOpen: boolean
  /** Why the server refused it, in the words of its answer; it is not sent again by itself. */
  refusal?: readonly Finding[]
  /** It was refused because somebody else saved the record meanwhile. */
  isStale?: boolean
  /** What the server said that could not do it now; it is sent again by itself. */
  trouble?: string
  /** The record as it was when it was opened; a new one has none. */
  base?: RecordData
  /** What references of the header, and of each filled row of the tables, are called. */
  titles: Titles
  rowTitles: Readonly<Record<string, readonly Titles[]>>
}

/** Where drafts wait. A change is one step: what another window does comes before it or after it. */
export interface DraftShelf {
  all(owner: string): Promise<UnsentDraft[]>
  /** Answers with what there is afterwards; what becomes `undefined` is gone. */
  change(slot: string, alter: (draft: UnsentDraft | undefined) => UnsentDraft | undefined): Promise<UnsentDraft | undefined>
}

/** Milliseconds for which the server surely knows a key; it keeps its answers for a day longer. */
const KEY_KNOWN = 6 * 86_400_000

/** Whether it arrived is not known, and the server no longer knows the key: somebody has to look. */
export function isForgotten(draft: UnsentDraft, now = Date.now()): boolean {
  return draft.sentAt !== undefined && now - draft.sentAt > KEY_KNOWN
}

/** May be sent by itself. */
export function isDue(draft: UnsentDraft, now = Date.now()): boolean {
  return !draft.isOpen && draft.refusal === undefined && !isForgotten(draft, now)
}

const FIRST_PAUSE = 2_000
const LONGEST_PAUSE = 300_000

/** Milliseconds until the next try after so many in a row that reached nobody: twice as long each time. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures)
}

/** Taken into a form to be mended; what may be with the server is not, since a changed one would be a second record. */
export function takenToMend(draft: UnsentDraft | undefined): UnsentDraft | undefined {
  return draft?.sentAt === undefined ? draft && { ...draft, isOpen: true } : draft
}

/** The form was left, and nothing saved in it. */
export function putBack(draft: UnsentDraft | undefined): UnsentDraft | undefined {
  return draft && { ...draft, isOpen: false }
}

/** To be sent once more as it is; what nobody can find out about any more is sent as a new one. */
export function triedAgain(draft: UnsentDraft | undefined, newKey: () => string): UnsentDraft | undefined {
  if (draft === undefined) return undefined
  const fresh = isForgotten(draft) ? { key: newKey(), sentAt: undefined } : {}
  return { ...draft, ...fresh, isOpen: false, refusal: undefined, isStale: undefined }
}
