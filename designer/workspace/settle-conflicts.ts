import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { designApi } from '../api/design-api.ts'
import type { Saving } from './keep-saved.ts'
import type { Operation } from './operation.ts'
import type { ProjectState } from './project-state.ts'

/** The two ways out when somebody else was faster on a file. */
export function settleConflicts(state: ProjectState, saving: Saving, execute: (label: LocalizedText, patch: readonly Operation[]) => void) {
  const { history, server, texts, conflicts } = state
  const settle = (path: string): void => {
    conflicts.value = conflicts.value.filter((conflict) => conflict.path !== path)
  }

  /** Their version, as a step that can be taken back: nothing of one's own is lost. */
  async function takeTheirs(path: string, label: LocalizedText): Promise<void> {
    const copy = await designApi.workingCopy()
    settle(path)
    const value = texts.follow(copy, path)
    server.value = copy
    execute(label, [{ do: 'set', file: path, at: [], value }])
  }

  /** One's own version over theirs, knowingly. */
  async function keepMine(path: string): Promise<void> {
    const copy = await designApi.workingCopy()
    const text = texts.textOf(path, history.value.files.get(path))
    const revision = copy.changes.find((change) => change.path === path)?.revision ?? 0
    const answer = await designApi.save(copy.release, [{ path, text, revision }], true)
    settle(path)
    texts.keep(path, text, answer.files[path] ?? 0)
    server.value = copy
    await saving.save()
    await saving.refresh()
  }

  return { takeTheirs, keepMine }
}
