import { computed, ref, watch } from 'vue'
import { applyOperation, type Content } from '../workspace/operation.ts'
import { useProject } from '../workspace/project.ts'
import type { FormulaPlace } from './formula-place.ts'
import type { PropertyEditor } from './panel-editors.ts'

type Parts = Readonly<Record<string, unknown>>

interface GroupOptions {
  readonly name: string
  readonly value: () => unknown
  readonly parts: () => readonly PropertyEditor[]
  readonly place: () => FormulaPlace
  readonly give: (value: Parts | undefined) => void
}

/** A property that is made of several: kept here until everything is chosen that it needs, then given as a whole. */
export function usePropertyGroup({ name, value, parts, place, give }: GroupOptions) {
  const project = useProject()
  const draft = ref<Parts>({})
  watch(value, (now) => (draft.value = typeof now === 'object' && now !== null ? { ...now } : {}), { immediate: true })
  const missing = computed(() =>
    Object.keys(draft.value).length === 0 ? [] : parts().filter((part) => part.isRequired && draft.value[part.name] === undefined),
  )

  function change(part: string, next: unknown): void {
    draft.value = withPart(draft.value, part, next)
    if (Object.keys(draft.value).length === 0) give(undefined)
    else if (missing.value.length === 0) give(draft.value)
  }

  /** A formula in it is checked with what is chosen beside it. */
  const placeOf = (part: string): FormulaPlace => {
    const { file, at } = place()
    const owner = [...at, name]
    const pointer = `/${[...owner, part].join('/')}`
    return {
      ...place(),
      at: owner,
      check: {
        lay: (formula) => {
          const content = withPart(draft.value, part, `=${formula}`) as Content
          const { files } = applyOperation(project.files, { do: 'set', file, at: owner, value: content })
          return [{ path: file, text: project.textOf(file, files.get(file)!) }]
        },
        isOwn: (problem) => problem.file === file && problem.pointer === pointer,
      },
    }
  }

  return { draft, missing, change, placeOf }
}

function withPart(parts: Parts, part: string, value: unknown): Parts {
  return Object.fromEntries(Object.entries({ ...parts, [part]: value }).filter(([, each]) => each !== undefined))
}
