import { readTree, stepsOf, writeTree, type LiftedTree, type ProcessTree } from '@formwork/platform/definition/bpmn/tree/index.ts'
import { diagramPath } from '@formwork/platform/definition/link.ts'
import type { EntityDefinition, ProcessDefinition, ProcessElement } from '@formwork/platform/definition/types.ts'
import { isAppError, type LocalizedText } from '@formwork/platform/error/index.ts'
import { currentLanguage, labelText } from '@formwork/runtime/client/i18n/index.ts'
import { computed, shallowRef, watch } from 'vue'
import type { Content, Operation } from '../../workspace/operation.ts'
import { useProject } from '../../workspace/project.ts'

type Settings = Readonly<Record<string, ProcessElement>>

/** An open process: its diagram as a tree where that is possible, its settings, and the edits of both as one step. */
export function useProcess(path: string) {
  const project = useProject()
  const definition = computed(() => project.definitions.find((found) => found.path === path)?.definition as ProcessDefinition | undefined)
  const file = computed(() => diagramPath(path, definition.value?.bpmn ?? ''))
  const text = computed(() => {
    const content = project.files.get(file.value)
    return typeof content === 'string' ? content : ''
  })
  const { lifted, failure, lift } = useLifted(() => text.value)
  const settings = computed<Settings>(() => definition.value?.elements ?? {})
  const entity = computed<EntityDefinition | undefined>(
    () => project.entities.find((found) => found.definition.name === definition.value?.entity)?.definition,
  )
  const tree = computed<ProcessTree | undefined>(() =>
    lifted.value !== undefined && 'tree' in lifted.value ? lifted.value.tree : undefined,
  )
  const obstacle = computed(() => (lifted.value !== undefined && 'obstacle' in lifted.value ? lifted.value.obstacle : undefined))
  let running: Promise<void> = Promise.resolve()

  watch(text, lift, { immediate: true })

  /** Steps and settings change together; settings of steps that are gone go with them. One edit at a time. */
  function edit(label: LocalizedText, change: (tree: ProcessTree) => ProcessTree, added: Settings = {}): Promise<void> {
    running = running.then(async () => {
      const before = tree.value
      if (before === undefined) return
      const after = change(before)
      if (after === before && Object.keys(added).length === 0) return
      const xml = after === before ? text.value : await writeTree(text.value, after)
      const patch: Operation[] = after === before ? [] : [{ do: 'set', file: file.value, at: [], value: xml }]
      project.execute(label, [...patch, ...goneSettings(before, after), ...changedSettings(added)])
      await lift(text.value)
    })
    return running
  }

  function goneSettings(before: ProcessTree, after: ProcessTree): Operation[] {
    const left = new Set(namedIn(after))
    const gone = namedIn(before).filter((id) => !left.has(id) && settings.value[id] !== undefined)
    return gone.map((id) => ({ do: 'set', file: path, at: ['elements', id], value: undefined }))
  }

  function changedSettings(added: Settings): Operation[] {
    return Object.entries(added).map(([id, value]) => ({ do: 'set', file: path, at: ['elements', id], value: value as unknown as Content }))
  }

  /** One setting of a step; undefined takes it away. */
  function set(id: string, label: LocalizedText, change: Partial<ProcessElement>): void {
    const merged = Object.fromEntries(Object.entries({ ...settings.value[id], ...change }).filter(([, value]) => value !== undefined))
    project.execute(label, [{ do: 'set', file: path, at: ['elements', id], value: merged as Content }])
  }

  /** A drawing from the other view, as it is. */
  function draw(label: LocalizedText, xml: string): void {
    if (xml === text.value) return
    const gone = Object.keys(settings.value).filter((id) => text.value.includes(`id="${id}"`) && !xml.includes(`id="${id}"`))
    const settle = gone.map((id): Operation => ({ do: 'set', file: path, at: ['elements', id], value: undefined }))
    project.execute(label, [{ do: 'set', file: file.value, at: [], value: xml }, ...settle])
  }

  const nameOfStep = (id: string, name: string): string => labelText(settings.value[id]?.label, name === '' ? id : name)
  return { path, file, text, definition, entity, tree, obstacle, failure, settings, edit, set, draw, nameOfStep }
}

/** Steps and the ways of forks: whatever may have settings. */
function namedIn(tree: ProcessTree): string[] {
  return [...stepsOf(tree.steps)].flatMap((step) => [step.id, ...(step.kind === 'fork' ? step.branches.map(({ id }) => id) : [])])
}

/** The diagram as a tree, lifted anew whenever its text changes. */
function useLifted(text: () => string) {
  const lifted = shallowRef<LiftedTree>()
  const failure = shallowRef('')

  async function lift(now: string): Promise<void> {
    try {
      const read = await readTree(now)
      if (now !== text()) return
      lifted.value = read
      failure.value = ''
    } catch (error) {
      if (!isAppError(error)) throw error
      lifted.value = undefined
      failure.value = error.describe(currentLanguage())
    }
  }
  return { lifted, failure, lift }
}

export type OpenProcess = ReturnType<typeof useProcess>
