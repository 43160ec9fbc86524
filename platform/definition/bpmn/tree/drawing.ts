/** Sizes of shapes in pixels, as BPMN tools draw them. */
const SIZES: Readonly<Record<string, { width: number; height: number }>> = {
  event: { width: 36, height: 36 },
  gateway: { width: 50, height: 50 },
  activity: { width: 120, height: 80 },
}

export const GAP = 50
/** Between the lines of two branches. */
export const LINE_GAP = 30
/** Around the steps of a sub-process. */
export const PADDING = 30
export const ROW = 80

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** Where everything is drawn: shapes by element id, way-points by flow id. */
export interface Drawing {
  readonly boxes: Map<string, Box>
  readonly lines: Map<string, Point[]>
}

function sizeOf(type: string): { width: number; height: number } {
  return SIZES[type.endsWith('Event') ? 'event' : type.endsWith('Gateway') ? 'gateway' : 'activity']!
}

/** A shape whose middle is on the line `y`, beginning at `x`. */
export function boxAt(type: string, x: number, y: number): Box {
  const { width, height } = sizeOf(type)
  return { x, y: y - height / 2, width, height }
}

/** From one shape along the line of a branch to another, with right angles only. */
export function route(from: Box, to: Box, y: number): Point[] {
  const [start, end] = [middleOf(from), middleOf(to)]
  const begin = start.y === y ? [{ x: from.x + from.width, y }] : [{ x: start.x, y: y > start.y ? from.y + from.height : from.y }, { x: start.x, y }] // prettier-ignore
  const last =
    end.y === y
      ? [{ x: to.x, y }]
      : [
          { x: end.x, y },
          { x: end.x, y: y > end.y ? to.y + to.height : to.y },
        ]
  return [...begin, ...last]
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}
