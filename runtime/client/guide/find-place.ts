import type { GuideStep } from './guide-steps.ts'

/** What a step points at. */
export interface Place {
  readonly element: HTMLElement
  /** Whether what is typed can be shown in it: an input or a cell. */
  readonly isInput: boolean
}

/** Where a step points on the page as it is drawn now; undefined where that is not to be seen. */
export function findPlace({ element, button, row = 1 }: GuideStep): Place | undefined {
  if (button !== undefined) return place(document.querySelector(`[data-button="${button}"]`), false)
  const [first, second] = element?.split('.') ?? []
  if (first === undefined) return undefined
  if (second !== undefined) return cellOf(document.querySelector(`[data-lines="${first}"]`), second, row)
  return place(document.getElementById(`field-${first}`), true) ?? place(document.querySelector(`[data-total="${first}"]`), false)
}

/** The cell of a grid; where lines are cards, the card of the line, or where it is going to be. */
function cellOf(lines: Element | null, column: string, row: number): Place | undefined {
  const head = lines?.querySelector(`[data-names~="${column}"]`)
  if (head == null) return place(lines?.querySelectorAll('.cards > .line')[row - 1] ?? lines, false)
  const position = [...head.parentElement!.querySelectorAll('[data-names]')].indexOf(head)
  return place(lines!.querySelector(`[aria-rowindex="${row}"] [data-column="${position}"]`), true) ?? place(head, false)
}

const place = (element: Element | null | undefined, isInput: boolean): Place | undefined =>
  element instanceof HTMLElement && element.getClientRects().length > 0 ? { element, isInput } : undefined
