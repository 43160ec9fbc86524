import { onBeforeUnmount, ref, type Ref } from 'vue'
import { designApi, type DefinitionProblem } from '../api/design-api.ts'
import { applyOperation } from '../workspace/operation.ts'
import { useProject } from '../workspace/project.ts'
import type { FormulaPlace } from './formula-place.ts'

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
    const { file } = place
    const at = [...place.at, property]
    try {
      const { files } = applyOperation(project.files, { do: 'set', file, at, value: `=${text}` })
      const answer = await designApi.check([{ path: file, text: project.textOf(file, files.get(file)!) }], controller.signal)
      const pointer = `/${at.join('/')}`
      problems.value = answer.problems.filter((each) => each.file === file && each.pointer === pointer)
      isRight.value = problems.value.length === 0
    } catch {
      if (!controller.signal.aborted) isRight.value = false
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
