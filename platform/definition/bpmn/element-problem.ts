import { failAll, type FieldError, type LocalizedText } from '../../error/index.ts'
import type { ElementProblem } from '../../plugin/contracts/element.ts'
import type { ModdleElement } from './moddle-element.ts'

/** Collects what is wrong, so that one check names every element. */
export class Problems {
  /** Names of messages that only a message flow tells, by the element at either end. */
  messageNames: ReadonlyMap<string, string> = new Map()
  readonly found: ElementProblem[] = []

  add(element: { readonly id?: string; readonly name?: string | null; readonly $type?: string }, zh: string, en: string): void {
    this.found.push({ element: element.id ?? element.$type ?? '?', name: element.name ?? null, reason: { zh, en } })
  }

  /** Runs a reader; what it refuses becomes a problem of the element. */
  guard<T>(element: ModdleElement, fallback: T, read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Error) || !('describe' in error)) throw error
      const describe = (error as unknown as { describe(language: 'zh' | 'en'): string }).describe.bind(error)
      this.add(element, describe('zh'), describe('en'))
      return fallback
    }
  }
}

/** One error of code `bpmn-invalid` for all problems, each naming element id and name. */
export function failElements(problems: readonly ElementProblem[]): Error {
  return failAll(problems.map(toFieldError))
}

function toFieldError(problem: ElementProblem): FieldError {
  return {
    code: 'bpmn-invalid',
    path: problem.element,
    parameters: { element: nameElement(problem), reason: problem.reason as LocalizedText },
  }
}

function nameElement(problem: ElementProblem): string {
  return problem.name ? `${problem.element} ${problem.name}` : problem.element
}
