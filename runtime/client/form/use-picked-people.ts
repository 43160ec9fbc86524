import { computed, ref, type ShallowRef } from 'vue'
import { api, ApiError, type RecordData } from '../api/index.ts'
import { useAttempt } from '../api/attempt.ts'
import { useDefinitions } from '../shell/definitions.ts'

/** Chosen people by element of the process. */
export type Picks = Record<string, string[]>

/** 发起人自选: which people the submitter has to name before a record goes on. The server judges who may be chosen, and how many. */
export function usePickedPeople(entity: string, record: ShallowRef<RecordData | undefined>) {
  const definitions = useDefinitions()
  const { busy, attempt } = useAttempt()
  const isOpen = ref(false)
  const problem = ref('')
  const steps = computed(() =>
    [...definitions.processes.values()].filter((each) => each.entity === entity).flatMap(({ picks }) => picks ?? []),
  )
  const isNeeded = computed(() => steps.value.length > 0)

  function open(): void {
    problem.value = ''
    isOpen.value = true
  }

  /** Takes a refusal that is about people while they are chosen; false when it is about something else. */
  function take(error: unknown): boolean {
    if (!(error instanceof ApiError) || !isOpen.value) return false
    if (error.code !== 'process-pick-needed' && error.code !== 'process-person-refused') return false
    problem.value = error.message
    return true
  }

  /** Keeps the choice on the server; false when it was refused. The record must be stored. */
  async function choose(picks: Picks): Promise<boolean> {
    const id = record.value?.id
    if (id === undefined) return false
    const body = { entity, id, picks }
    problem.value = ''
    try {
      return (await attempt(body, (key) => api.command('pick-people', body, key))) !== undefined
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      problem.value = error.message
      return false
    }
  }

  return { busy, isOpen, isNeeded, steps, problem, open, take, choose, close: () => (isOpen.value = false) }
}
