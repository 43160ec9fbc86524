import { ApiError } from '@formwork/runtime/client/api/index.ts'
import { designApi } from '../api/design-api.ts'
import { rebase } from './history.ts'
import { mergeTheirs } from './merge-theirs.ts'
import type { ProjectState } from './project-state.ts'

/** Milliseconds of quiet before what was done is kept on the server; after a lost connection it is tried again later. */
const SAVE_AFTER = 600
const TRY_AGAIN_AFTER = 3000

export interface Saving {
  schedule(): void
  save(): Promise<void>
  refresh(): Promise<void>
}

/** Keeps what is done on the server, one request at a time, and follows what others do. */
export function keepSaved(state: ProjectState): Saving {
  const { history, server, texts, saving, failure, conflicts } = state
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()
  /** The newest revision that this page has heard of: a copy that was asked for before it tells what is over. */
  let newest = 0

  function schedule(after = SAVE_AFTER): void {
    saving.value = 'waiting'
    clearTimeout(timer)
    timer = setTimeout(() => void save(), after)
  }

  function save(): Promise<void> {
    clearTimeout(timer)
    running = running.then(saveNow)
    return running
  }

  async function saveNow(): Promise<void> {
    const now = history.value.files
    const paths = texts.dirtyPaths(now).filter((path) => !isHeld(path))
    if (paths.length === 0) {
      saving.value = conflicts.value.length > 0 ? 'failed' : 'saved'
      return
    }
    saving.value = 'saving'
    const files = paths.map((path) => ({ path, text: texts.textOf(path, now.get(path)), revision: texts.revisionOf(path) }))
    try {
      const answer = await designApi.save(server.value!.release, files)
      newest = Math.max(newest, answer.revision)
      for (const { path, text } of files) texts.keep(path, text, answer.files[path] ?? 0)
      await refresh()
      failure.value = ''
      saving.value = texts.dirtyPaths(history.value.files).length > 0 ? 'waiting' : 'saved'
    } catch (error) {
      await refuse(error)
    }
  }

  const isHeld = (path: string): boolean => conflicts.value.some((conflict) => conflict.path === path)

  async function refuse(error: unknown): Promise<void> {
    saving.value = 'failed'
    if (!(error instanceof ApiError)) throw error
    failure.value = error.message
    const changed = error.findings.flatMap(({ code, path, message }) =>
      code === 'definition-changed' && path !== undefined ? [{ path, message }] : [],
    )
    for (const conflict of changed) {
      const merged = await mergeTheirs(state, conflict.path).catch(() => ({ isMerged: false as const, sides: [] }))
      if (!merged.isMerged) conflicts.value = [...conflicts.value, { ...conflict, sides: merged.sides }]
    }
    // Files without a conflict are kept all the same.
    if (changed.length > 0) schedule()
    else if (error.isOffline) schedule(TRY_AGAIN_AFTER)
  }

  async function refresh(): Promise<void> {
    const copy = await designApi.workingCopy()
    if (copy.revision < newest) return
    newest = copy.revision
    const held = new Set([...texts.dirtyPaths(history.value.files), ...conflicts.value.map((conflict) => conflict.path)])
    history.value = rebase(history.value, texts.merge(copy, history.value.files, held))
    server.value = copy
  }

  return { schedule, save, refresh }
}
