import { inject, provide, type InjectionKey, type Ref } from 'vue'
import type { NewStep, Place } from './tree-edits.ts'
import type { OpenProcess } from './use-process.ts'

/** What every part of the tree needs: the process, what is chosen, and the ways to change it. */
export interface ProcessContext {
  readonly process: OpenProcess
  /** Id of the chosen step or branch. */
  readonly chosen: Ref<string | undefined>
  add(kind: NewStep, place: Place): Promise<void>
  remove(id: string): Promise<void>
  shift(id: string, by: -1 | 1): Promise<void>
  addWay(fork: string): Promise<void>
}

const KEY: InjectionKey<ProcessContext> = Symbol('process')

export const provideProcess = (context: ProcessContext): void => provide(KEY, context)

export function useProcessContext(): ProcessContext {
  const context = inject(KEY)
  if (context === undefined) throw new Error('A part of the process tree stands outside of it')
  return context
}
