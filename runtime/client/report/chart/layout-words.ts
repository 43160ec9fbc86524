/** A word as it is drawn: its box in px. */
export interface WordBox {
  readonly width: number
  readonly height: number
}

export interface PlacedWord {
  /** Of the middle of the box, in px from the middle of the area. */
  readonly x: number
  readonly y: number
}

/** How far apart the turns of the spiral lie, and how far a step along it goes, in px. */
const TURN = 6
const STEP = 5
/** Free room around each word, in px. */
const GAP = 4

/**
 * Words around the middle of an area: each on the first free place of one spiral, so the first ones, the largest, come to the middle.
 * A word that finds no place in the area has none. The same words always lie the same way.
 */
export function layoutWords(words: readonly WordBox[], area: WordBox): (PlacedWord | undefined)[] {
  const taken: (PlacedWord & WordBox)[] = []
  return words.map((word) => {
    for (const place of spiral(area)) {
      const box = { ...place, ...word }
      if (!isInside(box, area) || taken.some((other) => overlaps(box, other))) continue
      taken.push(box)
      return place
    }
    return undefined
  })
}

/** Places from the middle outwards, stretched to the shape of the area. */
function* spiral({ width, height }: WordBox): Iterable<PlacedWord> {
  yield { x: 0, y: 0 }
  const stretch = height === 0 ? 1 : width / height
  const farthest = Math.hypot(width, height) / 2
  for (let angle = 1, radius = TURN / 6; radius < farthest; angle += STEP / radius, radius = (TURN * angle) / (2 * Math.PI)) {
    yield {
      x: Math.round(radius * Math.cos(angle) * Math.max(1, stretch)),
      y: Math.round(radius * Math.sin(angle) * Math.max(1, 1 / stretch)),
    }
  }
}

function isInside({ x, y, width, height }: PlacedWord & WordBox, area: WordBox): boolean {
  return Math.abs(x) + width / 2 <= area.width / 2 && Math.abs(y) + height / 2 <= area.height / 2
}

function overlaps(one: PlacedWord & WordBox, other: PlacedWord & WordBox): boolean {
  return (
    Math.abs(one.x - other.x) < (one.width + other.width) / 2 + GAP && Math.abs(one.y - other.y) < (one.height + other.height) / 2 + GAP
  )
}
