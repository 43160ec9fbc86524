import { notify } from '@formwork/runtime/ui/notice/notices.ts'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { api, requestContext, workspaceName, type SaveAnswer } from '../api/index.ts'
import { newKey } from '../api/attempt.ts'
import { i18n, labelText } from '../i18n/index.ts'
import { useDefinitions } from '../shell/definitions.ts'
import { useSession } from '../shell/session.ts'
import { BrowserShelf } from './browser-shelf.ts'
import { sendDrafts, type DraftPost } from './send-drafts.ts'
import { isDue, putBack, takenToMend, triedAgain, type UnsentDraft } from './unsent-draft.ts'
import { useSending } from './use-sending.ts'

/** What has become of a draft since the page was opened. */
export interface ArrivedDraft {
  slot: string
  entity: string
  id: string
  number: string
}

const NAME = 'formwork.unsent'
const ownerOf = (person: string): string => `${workspaceName}/${person}`

const post: DraftPost = {
  owner: async () => ownerOf((await api.session()).person.id),
  save: ({ body, key }) => api.command<SaveAnswer>('save', body, key),
}

/** Only one window sends at a time, where the browser lets windows agree; elsewhere keys keep it from being done twice. */
function alone<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  return 'locks' in navigator ? (navigator.locks.request(NAME, run) as Promise<Answer>) : run()
}

const arrivedAs = ({ slot, body: { entity } }: UnsentDraft, { id, number }: SaveAnswer): ArrivedDraft => ({
  slot,
  entity,
  id,
  number: number ?? '',
})

/** What was kept every few seconds while it was typed would be offered once more. */
const dropScratch = ({ body: { entity, id } }: UnsentDraft): Promise<unknown> =>
  api.command('drop-scratch', { entity, ...(id === undefined ? {} : { id }) }, '').catch(() => undefined)

/** 待上传: what this person saved in this browser without a line, and its way to the server. */
export const useUnsent = defineStore('unsent', () => {
  const session = useSession()
  const definitions = useDefinitions()
  const shelf = new BrowserShelf()
  const windows = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : undefined
  const drafts = shallowRef<UnsentDraft[]>([])
  const arrived = shallowRef<ArrivedDraft[]>([])
  /** Whoever looks as somebody else sees nothing of it. */
  const owner = computed(() =>
    session.session === undefined || requestContext.lookAs !== undefined ? undefined : ownerOf(session.session.person.id),
  )

  async function refresh(): Promise<void> {
    const asked = owner.value
    const found = asked === undefined ? [] : await shelf.all(asked).catch(() => [])
    if (asked === owner.value) drafts.value = found
  }

  async function change(slot: string, alter: Parameters<BrowserShelf['change']>[1]): Promise<UnsentDraft | undefined> {
    const draft = await shelf.change(slot, alter)
    windows?.postMessage(slot)
    await refresh()
    return draft
  }

  const sending = useSending({
    hasDue: () => refresh().then(() => drafts.value.some((draft) => isDue(draft))),
    sendAll: async () => {
      const sender = owner.value
      const end = sender === undefined ? 'away' : await alone(() => sendDrafts(sender, shelf, post, tell))
      windows?.postMessage('')
      return end
    },
    signedOut: () => void session.expire(),
  })

  function tell(draft: UnsentDraft, answer: SaveAnswer): void {
    const there = arrivedAs(draft, answer)
    arrived.value = [there, ...arrived.value]
    const label = labelText(definitions.entities.get(there.entity)?.label, there.entity)
    notify('good', i18n.global.t('unsent.arrivedNow', { label, number: there.number }))
    void dropScratch(draft)
  }

  async function keep(draft: Omit<UnsentDraft, 'owner'>): Promise<void> {
    if (owner.value === undefined) throw new Error('Nobody is signed in')
    // Plain values: what Vue watches cannot be stored.
    const plain = JSON.parse(JSON.stringify({ ...draft, owner: owner.value })) as UnsentDraft
    await change(draft.slot, (before) => ({ ...plain, at: before?.at ?? plain.at }))
    void navigator.storage?.persist?.().catch(() => undefined)
    sending.sendSoon()
  }

  /** For a form that mends it: `isOpen`, unless the server may have it and nobody answers. */
  async function open(slot: string): Promise<UnsentDraft | undefined> {
    const draft = await change(slot, takenToMend)
    if (draft === undefined || draft.isOpen) return draft
    await sending.send()
    return change(slot, takenToMend)
  }

  const release = (slot: string): Promise<unknown> => change(slot, putBack).then((draft) => draft && sending.send())
  const again = (slot: string): Promise<void> => change(slot, (draft) => triedAgain(draft, newKey)).then(sending.sendNow)
  const discard = (slot: string): Promise<unknown> => change(slot, () => undefined).catch(() => undefined)

  windows?.addEventListener('message', () => void refresh())
  watch([owner, () => session.state], () => void sending.sendNow(), { immediate: true })

  return { drafts, arrived, isSending: sending.isSending, sendNow: sending.sendNow, keep, open, release, again, discard }
})
