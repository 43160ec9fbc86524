import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import { ApiError } from '@formwork/runtime/client/api/index.ts'
import { clockText } from '@formwork/runtime/ui/input/workspace-clock.ts'
import { computed, ref, shallowRef } from 'vue'
import { useProject } from '../workspace/project.ts'
import { DRIVEN, trialApi, type DriveReport, type Seed } from './trial-api.ts'

/** In milliseconds. */
const DAY = 86_400_000

/** A test drive: the steps told so far, what came of them, and which of them is looked at. Each act drives from the beginning. */
export function useTrial() {
  const project = useProject()
  const seed = shallowRef<Seed>()
  const acts = shallowRef<readonly ScenarioStep[]>([])
  const report = shallowRef<DriveReport>()
  const place = ref(0)
  const isBusy = ref(false)
  const failure = ref('')
  const when = computed(() => [...(seed.value?.when ?? []), ...acts.value])
  const step = computed(() => report.value?.steps[place.value])
  const isLatest = computed(() => report.value !== undefined && place.value === report.value.steps.length - 1)
  let count = 0

  async function guarded(work: () => Promise<void>): Promise<void> {
    isBusy.value = true
    failure.value = ''
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failure.value = error.message
    } finally {
      isBusy.value = false
    }
  }

  async function drive(told: readonly ScenarioStep[]): Promise<void> {
    if (seed.value === undefined) return
    // The server drives what it has of the working copy.
    await project.save()
    const found = await trialApi.drive(seed.value.given, [...seed.value.when, ...told])
    // What could not be given as it was is left away from now on, and in a case that is saved.
    if (found.failure === null) seed.value = { ...seed.value, given: found.given }
    acts.value = told
    report.value = found
    place.value = Math.max(0, found.steps.length - 1)
  }

  const begin = (entity: string, id: string): Promise<void> =>
    guarded(async () => {
      seed.value = await trialApi.seed(entity, id)
      await drive([])
    })
  const act = (deed: Omit<ScenarioStep, 'name'>): Promise<void> =>
    guarded(() => drive([...acts.value, { name: `act-${++count}`, record: DRIVEN, ...deed }]))
  /** Time passes: the next days are counted from the moment of the last step. */
  const wait = (days: number): Promise<void> =>
    guarded(async () => {
      const now = report.value?.steps.at(-1)?.now
      if (now === undefined) return
      const on = clockText(now + days * DAY).slice(0, 10)
      await drive([...acts.value, { name: `act-${++count}`, do: 'wait', on }])
    })
  const undo = (): Promise<void> => guarded(() => drive(acts.value.slice(0, -1)))
  const again = (): Promise<void> => guarded(() => drive(acts.value))

  return { seed, acts, when, report, place, step, isLatest, isBusy, failure, begin, act, wait, undo, again }
}

export type Trial = ReturnType<typeof useTrial>
