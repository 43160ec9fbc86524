import { notify } from '@formwork/runtime/ui/notice/notices.ts'
import { computed, ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { api, type RecordData } from '../api/index.ts'
import { useAttempt } from '../api/attempt.ts'
import type { Question } from './parts/confirm-sheet.vue'

/** Commands on a saved record besides saving: some ask first, some want a reason. */
interface ActionKind {
  isDangerous?: boolean
  asks: boolean
  reason?: 'optional' | 'required'
}

const KINDS: Record<string, ActionKind> = {
  unpost: { asks: true, reason: 'optional' },
  revise: { asks: true, reason: 'required', isDangerous: true },
  void: { asks: true, reason: 'required', isDangerous: true },
  close: { asks: true, reason: 'optional' },
  reopen: { asks: true, reason: 'optional' },
  delete: { asks: true, isDangerous: true },
  restore: { asks: false },
  disable: { asks: true },
  enable: { asks: false },
  merge: { asks: false },
  unmerge: { asks: true },
  amend: { asks: false },
  urge: { asks: true, reason: 'optional' },
  cancel: { asks: true, reason: 'optional' },
}

/** 催办: everybody who has the record before them is told; the first refusal (told a moment ago) is the answer. */
async function urge(record: RecordData, opinion: string, key: string): Promise<{ id: string }> {
  const said = opinion === '' ? {} : { opinion }
  for (const seat of record.process?.urgeable ?? []) {
    await api.command('urge', { seat, ...said }, `${key}/${seat}`)
  }
  return { id: record.id }
}

export interface RecordAction {
  name: string
  label: string
  isDangerous: boolean
}

/** What may be done with the record, from what the server allows; and doing it. */
export function useActions(
  entity: string,
  record: ShallowRef<RecordData | undefined>,
  options: { refuse: (error: unknown) => Promise<void>; done: () => Promise<void> },
) {
  const { t } = useI18n()
  const router = useRouter()
  const { busy, attempt } = useAttempt()
  const question = ref<Question>()
  const isMerging = ref(false)
  let waiting: string | undefined

  const actions = computed<RecordAction[]>(() =>
    (record.value?.operations ?? [])
      .filter((name) => KINDS[name] !== undefined)
      .map((name) => ({ name, label: t(`operation.${name}`), isDangerous: KINDS[name]!.isDangerous === true })),
  )
  function ask(name: string): void {
    if (name === 'merge') return void (isMerging.value = true)
    const kind = KINDS[name]!
    if (!kind.asks) return void run(name)
    waiting = name
    question.value = {
      title: t(`operation.${name}`),
      text: t(`ask.${name}`, { title: record.value?.title ?? '' }),
      confirm: t(`operation.${name}`),
      reason: kind.reason,
      isDangerous: kind.isDangerous,
    }
  }

  async function confirm(reason: string): Promise<void> {
    if (waiting !== undefined) await run(waiting, reason)
  }

  async function run(name: string, reason = ''): Promise<void> {
    const current = record.value
    if (current === undefined) return
    const body = { entity, id: current.id, version: current.version, ...(reason === '' ? {} : { reason }) }
    try {
      const answer = await attempt([name, body], (key) =>
        name === 'urge' ? urge(current, reason, key) : api.command<{ id: string }>(name, body, key),
      )
      if (answer === undefined) return
      question.value = undefined
      notify('good', t('record.done', { action: t(`operation.${name}`), title: current.title }))
      if (name === 'delete') await router.replace({ name: 'list', params: { list: entity } })
      else if (name === 'revise') await router.push({ name: 'record', params: { entity, id: answer.id } })
      else await options.done()
    } catch (error) {
      question.value = undefined
      await options.refuse(error)
    }
  }

  function dismiss(): void {
    question.value = undefined
    isMerging.value = false
  }

  return { busy, question, isMerging, actions, ask, confirm, dismiss }
}
