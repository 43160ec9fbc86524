import type { Definition, EntityDefinition } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { registry } from './registry.ts'
import { ApiError } from '@formwork/runtime/client/api/index.ts'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { designApi, type DefinitionProblem, type WorkingCopy } from '../api/design-api.ts'
import { readContent, textOfContent } from './file-text.ts'
import * as steps from './history.ts'
import type { Content, Files, Operation } from './operation.ts'

/** Milliseconds of quiet before what was done is kept on the server, and before it is checked. */
const SAVE_AFTER = 600
const CHECK_AFTER = 900

interface Origin {
  text: string
  content: Content
}

/** Somebody else's newer version of a file that is being changed here. */
export interface Conflict {
  path: string
  message: string
}

/** The open working copy: files, what was done to them, what the server has of it, and what is wrong with it. */
export const useProject = defineStore('design-project', () => {
  const history = shallowRef<steps.History>(steps.startHistory(new Map()))
  const server = shallowRef<WorkingCopy>()
  const problems = shallowRef<readonly DefinitionProblem[]>([])
  const saving = ref<'saved' | 'waiting' | 'saving' | 'failed'>('saved')
  const failure = ref('')
  const isChecking = ref(false)
  const conflicts = ref<Conflict[]>([])
  /** Texts as the server has them, and what they were read as. */
  let origins = new Map<string, Origin>()
  let saved = new Map<string, string>()
  let revisions = new Map<string, number>()
  let saveTimer: ReturnType<typeof setTimeout> | undefined
  let checkTimer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  const files = computed<Files>(() => history.value.files)
  const definitions = computed(() =>
    [...files.value].flatMap(([path, content]) => (isDefinition(content) ? [{ path, definition: content as unknown as Definition }] : [])),
  )
  const released = computed(() => new Map((server.value?.changes ?? []).map((change) => [change.path, change])))
  const changedPaths = computed(() => new Set([...released.value.keys(), ...dirtyPaths(history.value.files)]))
  const canUndo = computed(() => history.value.done.length > 0)
  const canRedo = computed(() => history.value.undone.length > 0)

  async function load(): Promise<void> {
    const copy = await designApi.workingCopy()
    server.value = copy
    adopt(copy)
    history.value = steps.startHistory(new Map([...origins].map(([path, origin]) => [path, origin.content])))
    void check()
  }

  function adopt(copy: WorkingCopy): void {
    const known = origins
    origins = new Map(
      copy.files.map(({ path, text }) => [
        path,
        known.get(path)?.text === text ? known.get(path)! : { text, content: readSafely(path, text) },
      ]),
    )
    saved = new Map(copy.files.map(({ path, text }) => [path, text]))
    revisions = new Map(copy.changes.map((change) => [change.path, change.revision]))
  }

  function textOf(path: string, content: Content): string {
    return textOfContent(path, content, origins.get(path), registry)
  }

  function dirtyPaths(now: Files): string[] {
    const paths = new Set([...now.keys(), ...saved.keys()])
    return [...paths].filter((path) => {
      const content = now.get(path)
      return (content === undefined ? undefined : textOf(path, content)) !== saved.get(path)
    })
  }

  /** One thing that the designer does; with a label for the history. */
  function execute(label: LocalizedText, patch: readonly Operation[]): void {
    move(steps.execute(history.value, label, patch))
  }

  function move(next: steps.History): void {
    if (next === history.value) return
    history.value = next
    schedule()
  }

  function schedule(): void {
    saving.value = 'waiting'
    clearTimeout(saveTimer)
    saveTimer = setTimeout(() => void save(), SAVE_AFTER)
    clearTimeout(checkTimer)
    checkTimer = setTimeout(() => void check(), CHECK_AFTER)
  }

  /** Keeps everything on the server; one at a time. */
  function save(): Promise<void> {
    clearTimeout(saveTimer)
    running = running.then(saveNow)
    return running
  }

  async function saveNow(): Promise<void> {
    const held = new Set(conflicts.value.map((conflict) => conflict.path))
    const now = history.value.files
    const paths = dirtyPaths(now).filter((path) => !held.has(path))
    if (paths.length === 0) {
      saving.value = held.size > 0 ? 'failed' : 'saved'
      return
    }
    saving.value = 'saving'
    const texts = paths.map((path) => ({
      path,
      text: now.has(path) ? textOf(path, now.get(path)!) : null,
      revision: revisions.get(path) ?? 0,
    }))
    try {
      const answer = await designApi.save(server.value!.release, texts)
      for (const { path, text } of texts) keep(path, text, answer.files[path] ?? 0)
      await refresh()
      saving.value = dirtyPaths(history.value.files).length > 0 ? 'waiting' : 'saved'
      failure.value = ''
    } catch (error) {
      fail(error)
    }
  }

  function keep(path: string, text: string | null, revision: number): void {
    if (text === null) saved.delete(path)
    else saved.set(path, text)
    if (revision === 0) revisions.delete(path)
    else revisions.set(path, revision)
  }

  function fail(error: unknown): void {
    saving.value = 'failed'
    if (!(error instanceof ApiError)) throw error
    failure.value = error.message
    const changed = error.findings.filter((finding) => finding.code === 'definition-changed' && finding.path !== undefined)
    conflicts.value = [...conflicts.value, ...changed.map((finding) => ({ path: finding.path!, message: finding.message }))]
    // Files without a conflict are kept all the same.
    if (changed.length > 0) schedule()
    else if (error.isOffline) saveTimer = setTimeout(() => void save(), 5 * SAVE_AFTER)
  }

  /** What others have done meanwhile: files that are not being changed here follow. */
  async function refresh(): Promise<void> {
    const copy = await designApi.workingCopy()
    const mine = new Set([...dirtyPaths(history.value.files), ...conflicts.value.map((conflict) => conflict.path)])
    const next = new Map(history.value.files)
    const texts = new Map(copy.files.map(({ path, text }) => [path, text]))
    for (const path of new Set([...texts.keys(), ...saved.keys()])) {
      if (mine.has(path) || texts.get(path) === saved.get(path)) continue
      const text = texts.get(path)
      if (text === undefined) next.delete(path)
      else next.set(path, readSafely(path, text))
      if (text !== undefined) origins.set(path, { text, content: next.get(path)! })
      keep(path, text ?? null, copy.changes.find((change) => change.path === path)?.revision ?? 0)
    }
    // Foreign changes come under the history: steps on the files that they touch cannot be taken back any more.
    if (!sameFiles(next, history.value.files)) history.value = rebase(history.value, next)
    for (const change of copy.changes) if (!mine.has(change.path)) revisions.set(change.path, change.revision)
    server.value = copy
  }

  async function check(): Promise<void> {
    clearTimeout(checkTimer)
    isChecking.value = true
    try {
      const now = history.value.files
      const texts = dirtyPaths(now).map((path) => ({ path, text: now.has(path) ? textOf(path, now.get(path)!) : null }))
      const answer = await designApi.check(texts)
      problems.value = answer.problems
      if (answer.revision > (server.value?.revision ?? 0) && saving.value === 'saved') await refresh()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failure.value = error.message
    } finally {
      isChecking.value = false
    }
  }

  /** Their version of the file, as a step that can be taken back: nothing of one's own is lost. */
  async function takeTheirs(path: string, label: LocalizedText): Promise<void> {
    const copy = await designApi.workingCopy()
    const text = copy.files.find((file) => file.path === path)?.text
    conflicts.value = conflicts.value.filter((conflict) => conflict.path !== path)
    if (text !== undefined) origins.set(path, { text, content: readSafely(path, text) })
    keep(path, text ?? null, copy.changes.find((change) => change.path === path)?.revision ?? 0)
    server.value = copy
    execute(label, [{ do: 'set', file: path, at: [], value: origins.get(path)?.content }])
  }

  /** One's own version over theirs, knowingly. */
  async function keepMine(path: string): Promise<void> {
    const copy = await designApi.workingCopy()
    const revision = copy.changes.find((change) => change.path === path)?.revision ?? 0
    const content = history.value.files.get(path)
    const text = content === undefined ? null : textOf(path, content)
    server.value = copy
    const answer = await designApi.save(copy.release, [{ path, text, revision }], true)
    conflicts.value = conflicts.value.filter((conflict) => conflict.path !== path)
    keep(path, text, answer.files[path] ?? 0)
    await save()
    await refresh()
  }

  /** After a publish or a restore: the release is another one, the texts are the same or come anew. */
  async function follow(): Promise<void> {
    await refresh()
    revisions = new Map(server.value!.changes.map((change) => [change.path, change.revision]))
    await check()
  }

  const undo = (): void => move(steps.undo(history.value))
  const redo = (): void => move(steps.redo(history.value))
  const goTo = (count: number): void => move(steps.goTo(history.value, count))

  const find = <D extends Definition>(kind: D['kind'], name: string): { path: string; definition: D } | undefined =>
    definitions.value.find(({ definition }) => definition.kind === kind && definition.name === name) as
      { path: string; definition: D } | undefined
  const ofKind = <D extends Definition>(kind: D['kind']): { path: string; definition: D }[] =>
    definitions.value.filter(({ definition }) => definition.kind === kind) as { path: string; definition: D }[]
  const entities = computed(() => ofKind<EntityDefinition>('entity'))

  return {
    history,
    server,
    files,
    definitions,
    entities,
    problems,
    saving,
    failure,
    isChecking,
    conflicts,
    changedPaths,
    released,
    canUndo,
    canRedo,
    load,
    execute,
    undo,
    redo,
    goTo,
    save,
    check,
    refresh,
    follow,
    takeTheirs,
    keepMine,
    find,
    ofKind,
    textOf,
  }
})

function isDefinition(content: Content): boolean {
  return (
    typeof content === 'object' &&
    content !== null &&
    !Array.isArray(content) &&
    typeof (content as Record<string, unknown>).kind === 'string'
  )
}

function readSafely(path: string, text: string): Content {
  try {
    return readContent(path, text)
  } catch {
    return text
  }
}

function rebase(history: steps.History, files: Files): steps.History {
  const touched = new Set(
    [...new Set([...files.keys(), ...history.files.keys()])].filter((path) => files.get(path) !== history.files.get(path)),
  )
  const isFree = (command: steps.Command): boolean => command.patch.every((operation) => !touched.has(operation.file))
  return { files, done: history.done.filter(isFree), undone: history.undone.filter(isFree) }
}

function sameFiles(left: Files, right: Files): boolean {
  return left.size === right.size && [...left].every(([path, content]) => right.get(path) === content)
}
