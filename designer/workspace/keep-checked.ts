import { ApiError } from '@formwork/runtime/client/api/index.ts'
import { designApi } from '../api/design-api.ts'
import type { Saving } from './keep-saved.ts'
import type { ProjectState } from './project-state.ts'

/** Milliseconds of quiet before what was done is checked. */
const CHECK_AFTER = 900

/** Asks the server what is wrong with the files as they are here, and learns on the way whether others were busy. */
export function keepChecked(state: ProjectState, { refresh }: Saving) {
  const { history, server, texts, saving, failure, problems, isChecking } = state
  let timer: ReturnType<typeof setTimeout> | undefined

  function schedule(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void check(), CHECK_AFTER)
  }

  async function check(): Promise<void> {
    clearTimeout(timer)
    isChecking.value = true
    try {
      const now = history.value.files
      const answer = await designApi.check(texts.dirtyPaths(now).map((path) => ({ path, text: texts.textOf(path, now.get(path)) })))
      problems.value = answer.problems
      if (answer.revision > (server.value?.revision ?? 0) && saving.value === 'saved') await refresh()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failure.value = error.message
    } finally {
      isChecking.value = false
    }
  }

  return { schedule, check }
}
