/** Sizes of shapes in pixels, as BPMN tools draw them. */
const SIZES: Readonly<Record<string, { width: number; height: number }>> = {
  event: { width: 36, height: 36 },
  gateway: { width: 50, height: 50 },
  activity: { width: 120, height: 80 },
}

export const GAP = 50
/** After a gateway, where the name of a way stands on its line. */
export const FORK_GAP = 110
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

/** A name that stands beside its shape is broken at this width, in whatever language it is. */
const LABEL_WIDTH = 90
const LABEL_LINE = 14

/**
 * Where the name of an event or a gateway stands: above what lines may leave or reach from below, below a start. Nothing for
 * shapes that carry their name inside.
 */
export function labelAt(type: string, name: string, box: Box): Box | undefined {
  if (name === '' || !/(Event|Gateway)$/.test(type)) return undefined
  const letters = [...name].reduce((sum, letter) => sum + (letter.charCodeAt(0) < 0x2e80 ? 6 : 11), 0)
  const height = LABEL_LINE * Math.ceil(letters / LABEL_WIDTH)
  const isBelow = type === 'bpmn:StartEvent'
  const x = box.x + (box.width - LABEL_WIDTH) / 2
  return { x, y: isBelow ? box.y + box.height + 7 : box.y - height - 7, width: LABEL_WIDTH, height }
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
