import type { LocalizedText } from '../../../error/index.ts'
import type { ModdleElement } from '../moddle-element.ts'

/** Why a diagram cannot be shown as a tree, with the element that prevents it. */
export interface Obstacle {
  readonly element: string
  readonly name: string
  readonly reason: LocalizedText
}

/** Thrown inside the reader alone; readers hand out the obstacle. */
export class TreeObstacle extends Error {
  readonly obstacle: Obstacle

  constructor(element: ModdleElement, zh: string, en: string) {
    super(en)
    this.obstacle = { element: element.id ?? element.$type, name: element.name ?? '', reason: { zh, en } }
  }
}
