import { systemEntities } from '@formwork/platform/definition/system/index.ts'
import type {
  Definition,
  DictionaryDefinition,
  EntityDefinition,
  LedgerDefinition,
  MatchDefinition,
  ModuleDefinition,
  RolesDefinition,
  SettingsDefinition,
} from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { defineStore } from 'pinia'
import { computed, type Ref } from 'vue'
import { designApi } from '../api/design-api.ts'
import * as steps from './history.ts'
import { keepChecked } from './keep-checked.ts'
import { keepSaved } from './keep-saved.ts'
import type { Content, Files, Operation } from './operation.ts'
import { createProjectState } from './project-state.ts'
import { settleConflicts } from './settle-conflicts.ts'

interface Found<D extends Definition = Definition> {
  readonly path: string
  readonly definition: D
}

/** The open working copy: files, what was done to them, what the server has of it, and what is wrong with it. */
export const useProject = defineStore('design-project', () => {
  const state = createProjectState()
  const { history, server, texts, saving, failure, conflicts, problems, isChecking } = state
  const keeping = keepSaved(state)
  const checking = keepChecked(state, keeping)

  const files = computed<Files>(() => history.value.files)
  const definitions = computed(() =>
    [...files.value].flatMap(([path, content]): Found[] =>
      isDefinition(content) ? [{ path, definition: content as unknown as Definition }] : [],
    ),
  )
  const entities = computed(() => ofKind<EntityDefinition>('entity'))
  const changedPaths = computed(
    () => new Set([...(server.value?.changes ?? []).map((change) => change.path), ...texts.dirtyPaths(files.value)]),
  )

  async function load(): Promise<void> {
    const copy = await designApi.workingCopy()
    history.value = steps.startHistory(texts.adopt(copy))
    server.value = copy
    void checking.check()
  }

  function move(next: steps.History): void {
    if (next === history.value) return
    history.value = next
    keeping.schedule()
    checking.schedule()
  }

  /** One thing that the designer does; with a label for the history. */
  const execute = (label: LocalizedText, patch: readonly Operation[]): void => move(steps.execute(history.value, label, patch))

  /** After a publish or a restore: the release is another one. */
  async function follow(): Promise<void> {
    await keeping.refresh()
    await checking.check()
  }

  const ofKind = <D extends Definition>(kind: D['kind']): Found<D>[] =>
    definitions.value.filter(({ definition }) => definition.kind === kind) as Found<D>[]
  /** What formulas can name, looked up in the working copy. */
  const known = {
    entity: (name: string) => withSystemFields(name, entities.value.find(({ definition }) => definition.name === name)?.definition),
    matches: () => ofKind<MatchDefinition>('match').map(({ definition }) => definition),
    ledgers: () => ofKind<LedgerDefinition>('ledger').map(({ definition }) => definition),
    roles: () => ofKind<RolesDefinition>('roles').flatMap(({ definition }) => definition.roles),
    modules: () => ofKind<ModuleDefinition>('module').map(({ definition }) => definition),
    settings: () => ofKind<SettingsDefinition>('settings').flatMap(({ definition }) => definition.fields),
    dictionary: (name: string) => ofKind<DictionaryDefinition>('dictionary').find(({ definition }) => definition.name === name)?.definition,
  }
  const textOf = (path: string, content: Content): string => texts.textOf(path, content) ?? ''
  const { save, refresh } = keeping
  const shown = { history, server, files, definitions, entities, problems, saving, failure, isChecking, conflicts, changedPaths }
  return {
    ...shown,
    ...steering(history, move),
    ...settleConflicts(state, keeping, execute),
    load,
    execute,
    save,
    refresh,
    check: checking.check,
    follow,
    ofKind,
    known,
    textOf,
  }
})

/** The way through what was done, back and forth. */
const steering = (history: Ref<steps.History>, move: (next: steps.History) => void) => ({
  undo: (): void => move(steps.undo(history.value)),
  redo: (): void => move(steps.redo(history.value)),
  goTo: (count: number): void => move(steps.goTo(history.value, count)),
  canUndo: computed(() => history.value.done.length > 0),
  canRedo: computed(() => history.value.undone.length > 0),
})

/** People and departments are in every workspace; a definition of that name only adds to them. */
function withSystemFields(name: string, own: EntityDefinition | undefined): EntityDefinition | undefined {
  const system = systemEntities.find((each) => each.name === name)
  return system === undefined ? own : { ...system, ...own, fields: [...system.fields, ...(own?.fields ?? [])] }
}

function isDefinition(content: Content): boolean {
  return (
    typeof content === 'object' &&
    content !== null &&
    !Array.isArray(content) &&
    typeof (content as Record<string, unknown>).kind === 'string'
  )
}
