import { computed, ref, shallowRef, watch } from 'vue'
import { api, ApiError, type RecordData } from '../api/index.ts'
import { useAttempt } from '../api/attempt.ts'
import { request } from '../api/request.ts'

interface Referring {
  readonly rows: readonly { readonly count: number }[]
}

/** Two records and which of them stays: read whole, asked what would refuse, merged. */
export function useMerge(entity: string, ids: () => readonly [string | undefined, string | undefined]) {
  const records = shallowRef<readonly [RecordData?, RecordData?]>([])
  const counts = shallowRef<readonly [number?, number?]>([])
  /** Position of the one that stays. */
  const staying = ref<0 | 1>(0)
  const refusal = ref('')
  const { busy, attempt } = useAttempt()
  const stays = computed(() => records.value[staying.value])
  const goes = computed(() => records.value[staying.value === 0 ? 1 : 0])
  const goingCount = computed(() => counts.value[staying.value === 0 ? 1 : 0])

  watch(ids, load, { immediate: true })
  watch([records, staying], ask)

  async function load([one, other]: readonly [string | undefined, string | undefined]): Promise<void> {
    refusal.value = ''
    const read = (id: string | undefined) => (id === undefined ? undefined : api.record(entity, id))
    const count = async (id: string | undefined) => {
      if (id === undefined) return undefined
      const { rows } = await request<Referring>('GET', `records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}/referring`)
      return rows.reduce((sum, row) => sum + row.count, 0)
    }
    try {
      records.value = [await read(one), await read(other)]
      counts.value = [await count(one), await count(other)]
      // What is used more stays, unless somebody says otherwise.
      if ((counts.value[1] ?? 0) > (counts.value[0] ?? 0)) staying.value = 1
    } catch (error) {
      tell(error)
    }
  }

  function bodyOf(): Record<string, unknown> | undefined {
    if (stays.value === undefined || goes.value === undefined) return undefined
    return { entity, id: goes.value.id, version: goes.value.version, into: stays.value.id, intoVersion: stays.value.version }
  }

  /** A dry run says what would refuse, before anybody presses. */
  async function ask(): Promise<void> {
    const body = bodyOf()
    if (body === undefined) return
    refusal.value = ''
    try {
      await request('POST', 'impact/merge', { body })
    } catch (error) {
      tell(error)
    }
  }

  /** True when it is done. */
  async function merge(reason: string): Promise<boolean> {
    const body = bodyOf()
    if (body === undefined) return false
    const whole = { ...body, ...(reason === '' ? {} : { reason }) }
    try {
      return (await attempt(['merge', whole], (key) => api.command('merge', whole, key))) !== undefined
    } catch (error) {
      tell(error)
      return false
    }
  }

  function tell(error: unknown): void {
    if (!(error instanceof ApiError)) throw error
    refusal.value = error.message
  }

  return { busy, records, counts, staying, stays, goes, goingCount, refusal, merge }
}
