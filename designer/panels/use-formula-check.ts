import { onBeforeUnmount, ref, type Ref } from 'vue'
import { designApi, type DefinitionProblem } from '../api/design-api.ts'
import { applyOperation } from '../workspace/operation.ts'
import { useProject } from '../workspace/project.ts'
import type { FormulaCheck, FormulaPlace } from './formula-place.ts'

const CHECK_AFTER = 350

/**
 * What is wrong with a formula while it is typed. The whole working copy is checked with this text in its place: what is
 * said here is what a publish would say.
 */
export function useFormulaCheck(where: () => { place: FormulaPlace; property: string }, written: () => string) {
  const project = useProject()
  const problems: Ref<readonly DefinitionProblem[]> = ref([])
  const isRight = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined

  async function check(): Promise<void> {
    running?.abort()
    const text = written()
    if (text.trim() === '') return
    const controller = (running = new AbortController())
    const { place, property } = where()
    const { lay, isOwn } = place.check ?? asProperty(place, property)
    try {
      const answer = await designApi.check(await lay(text), controller.signal)
      problems.value = answer.problems.filter(isOwn)
      isRight.value = problems.value.length === 0
    } catch {
      if (!controller.signal.aborted) isRight.value = false
    }
  }

  function asProperty({ file, at: owner }: FormulaPlace, property: string): FormulaCheck {
    const at = [...owner, property]
    const pointer = `/${at.join('/')}`
    return {
      lay: (text) => {
        const { files } = applyOperation(project.files, { do: 'set', file, at, value: `=${text}` })
        return [{ path: file, text: project.textOf(file, files.get(file)!) }]
      },
      isOwn: (problem) => problem.file === file && problem.pointer === pointer,
    }
  }

  /** What was said is no longer true: it is asked again when the hand rests. */
  function later(): void {
    problems.value = []
    isRight.value = false
    clearTimeout(timer)
    timer = setTimeout(() => void check(), CHECK_AFTER)
  }

  onBeforeUnmount(() => {
    clearTimeout(timer)
    running?.abort()
  })

  return { problems, isRight, later }
}
