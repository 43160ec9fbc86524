import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { ref, shallowRef } from 'vue'
import type { DefinitionProblem, WorkingCopy } from '../api/design-api.ts'
import { startHistory, type History } from './history.ts'
import { ServerTexts } from './server-texts.ts'

/** What one did to a thing here, and what the other did to it. */
export interface SideBySide {
  readonly ours: LocalizedText
  readonly theirs: LocalizedText
}

/** Somebody else's newer version of a file that is being changed here. */
export interface Conflict {
  path: string
  message: string
  /** What both changed in different ways, in words. */
  sides: readonly SideBySide[]
}

/** What the parts of the project share. */
export function createProjectState() {
  return {
    history: shallowRef<History>(startHistory(new Map())),
    server: shallowRef<WorkingCopy>(),
    texts: new ServerTexts(),
    saving: ref<'saved' | 'waiting' | 'saving' | 'failed'>('saved'),
    failure: ref(''),
    conflicts: ref<Conflict[]>([]),
    problems: shallowRef<readonly DefinitionProblem[]>([]),
    isChecking: ref(false),
  }
}

export type ProjectState = ReturnType<typeof createProjectState>
