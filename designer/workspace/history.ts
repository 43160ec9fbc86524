import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { applyAll, type Files, type Operation } from './operation.ts'

/** One thing that a designer did: what it is called, what it changes, and what takes it back. */
export interface Command {
  readonly label: LocalizedText
  readonly patch: readonly Operation[]
  readonly inverse: readonly Operation[]
}

/** Commands that can be taken back; the oldest fall out. */
const MOST_COMMANDS = 500

/** What was done (the last at the end), what was taken back (the next to do again at the end), and the files as they are. */
export interface History {
  readonly files: Files
  readonly done: readonly Command[]
  readonly undone: readonly Command[]
}

export function startHistory(files: Files): History {
  return { files, done: [], undone: [] }
}

/** Does something new; what was taken back before cannot be done again. A change of nothing is no command. */
export function execute(history: History, label: LocalizedText, patch: readonly Operation[]): History {
  if (patch.length === 0) return history
  const { files, inverse } = applyAll(history.files, patch)
  return { files, done: [...history.done, { label, patch, inverse }].slice(-MOST_COMMANDS), undone: [] }
}

export function undo(history: History): History {
  const command = history.done.at(-1)
  if (command === undefined) return history
  const { files } = applyAll(history.files, command.inverse)
  return { files, done: history.done.slice(0, -1), undone: [...history.undone, command] }
}

export function redo(history: History): History {
  const command = history.undone.at(-1)
  if (command === undefined) return history
  const { files } = applyAll(history.files, command.patch)
  return { files, done: [...history.done, command], undone: history.undone.slice(0, -1) }
}

/** Undoes or does again until so many commands stand. */
export function goTo(history: History, count: number): History {
  let current = history
  while (current.done.length > count && current.done.length > 0) current = undo(current)
  while (current.done.length < count && current.undone.length > 0) current = redo(current)
  return current
}

/** Files that others have changed come under the history: steps on them cannot be taken back any more. */
export function rebase(history: History, files: Files): History {
  const paths = new Set([...files.keys(), ...history.files.keys()])
  const touched = new Set([...paths].filter((path) => files.get(path) !== history.files.get(path)))
  if (touched.size === 0) return history
  const isFree = (command: Command): boolean => command.patch.every((operation) => !touched.has(operation.file))
  return { files, done: history.done.filter(isFree), undone: history.undone.filter(isFree) }
}
