import { computed, type ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { notify } from '@formwork/runtime/ui/notice/notices.ts'
import { useI18n } from 'vue-i18n'
import { api, type ConvertAnswer, type RecordData } from '../api/index.ts'
import { useAttempt } from '../api/attempt.ts'
import { labelText } from '../i18n/index.ts'

/** Records that a record leads to: 下推 and copies. The server writes the draft, its page opens. */
export function useFollowUp(entity: string, record: ShallowRef<RecordData | undefined>, refuse: (error: unknown) => Promise<void>) {
  const router = useRouter()
  const { t } = useI18n()
  const { busy, attempt } = useAttempt()

  const conversions = computed(() =>
    (record.value?.conversions ?? []).map(({ name, label, to, aside }) => ({
      name,
      label: labelText(label, name),
      to,
      isAside: aside === true,
    })),
  )

  async function make(command: string, body: unknown, target: string): Promise<void> {
    try {
      const answer = await attempt([command, body], (key) => api.command<ConvertAnswer>(command, body, key))
      if (answer === undefined) return
      await router.push({ name: 'record', params: { entity: target, id: answer.id } })
      if (answer.less !== undefined) notify('attention', t('pick.less', { count: answer.less }))
    } catch (error) {
      await refuse(error)
    }
  }

  async function convert(name: string, target: string | undefined): Promise<void> {
    const id = record.value?.id
    if (id !== undefined && target !== undefined) await make('convert', { conversion: name, sources: [{ id }] }, target)
  }

  async function copy(): Promise<void> {
    if (record.value !== undefined) await make('copy', { entity, id: record.value.id }, entity)
  }

  return { busy, conversions, convert, copy }
}
