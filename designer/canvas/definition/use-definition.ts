import { inject, provide, type ComputedRef, type InjectionKey } from 'vue'
import type { Definition } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { Content, Operation, Segments } from '../../workspace/operation.ts'
import { useProject } from '../../workspace/project.ts'
import { wordInKind } from './words-in-kind.ts'

/** The definition that is open in a form made from its schema, and the one way to change it. */
export interface OpenDefinition {
  readonly path: string
  readonly definition: ComputedRef<Definition>
  /** What a property is called here. */
  word(property: string): string
  /** `undefined` takes the property away. */
  set(label: LocalizedText, at: Segments, value: unknown): void
  insert(label: LocalizedText, at: Segments, value: unknown): void
  remove(label: LocalizedText, at: Segments): void
  move(label: LocalizedText, list: Segments, from: number, to: number): void
}

const KEY: InjectionKey<OpenDefinition> = Symbol('definition')

export function provideDefinition(path: string, definition: ComputedRef<Definition>): OpenDefinition {
  const project = useProject()
  const run = (label: LocalizedText, ...patch: Operation[]): void => project.execute(label, patch)
  const open: OpenDefinition = {
    path,
    definition,
    word: (property) => wordInKind(definition.value.kind, property),
    set: (label, at, value) => run(label, { do: 'set', file: path, at, value: value as Content | undefined }),
    insert: (label, at, value) => run(label, { do: 'insert', file: path, at, value: value as Content }),
    remove: (label, at) => run(label, { do: 'remove', file: path, at }),
    move(label, list, from, to) {
      const elements = list.reduce<unknown>((value, segment) => (value as Record<string, unknown>)[segment], definition.value) as Content[]
      if (to < 0 || to >= elements.length || from === to) return
      const value = elements[from]!
      run(label, { do: 'remove', file: path, at: [...list, from] }, { do: 'insert', file: path, at: [...list, to], value })
    },
  }
  provide(KEY, open)
  return open
}

export function useDefinition(): OpenDefinition {
  return inject(KEY)!
}
