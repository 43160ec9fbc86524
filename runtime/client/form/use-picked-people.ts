import { ref, type ShallowRef } from 'vue'
import { api, ApiError, type RecordData } from '../api/index.ts'
import { useAttempt } from '../api/attempt.ts'

export interface NeededPick {
  /** Element of the process. */
  step: string
  message: string
}

/** 发起人自选: which people the submitter has to name before a record goes on, step by step. */
export function usePickedPeople(entity: string, record: ShallowRef<RecordData | undefined>) {
  const { busy, attempt } = useAttempt()
  const needed = ref<NeededPick>()
  const problem = ref('')
  let picks: Record<string, string[]> = {}

  /** Takes a refusal that asks for people; false when it is about something else. */
  function take(error: unknown): boolean {
    if (!(error instanceof ApiError)) return false
    if (error.code === 'process-pick-needed' && error.path !== undefined) {
      needed.value = { step: error.path, message: error.message }
      problem.value = ''
      return true
    }
    if (error.code !== 'process-person-refused' || needed.value === undefined) return false
    problem.value = error.message
    return true
  }

  /** Keeps the choice on the server; false when it was refused. The record must be stored. */
  async function choose(people: string[]): Promise<boolean> {
    const id = record.value?.id
    if (needed.value === undefined || id === undefined) return false
    picks = { ...picks, [needed.value.step]: people }
    const body = { entity, id, picks }
    try {
      return (await attempt(body, (key) => api.command('pick-people', body, key))) !== undefined
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      problem.value = error.message
      return false
    }
  }

  function close(): void {
    needed.value = undefined
    problem.value = ''
  }

  return { busy, needed, problem, take, choose, close }
}
