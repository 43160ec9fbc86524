import { emsOf } from '../print/letter-widths.ts'

/** Points in a millimetre. */
const POINT = 0.3528
/** A column is never narrower than a short word, and long texts are broken rather than taking the page. */
const [LEAST, MOST] = [4, 22]
/** What the lines between two cells and the room beside them take, in ems. */
const SIDES = 1.2
export const USUAL_FONT = 9
export const SMALLEST_FONT = 6

/** How wide each column wants to be, in ems: by its head and by what all but the longest tenth of its cells hold. */
export function columnWeights(heads: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return heads.map((head, place) => {
    const widths = rows.map((cells) => emsOf(cells[place] ?? '')).toSorted((left, right) => left - right)
    const usual = widths[Math.floor(widths.length * 0.9)] ?? 0
    return Math.min(MOST, Math.max(LEAST, emsOf(head), usual)) + SIDES
  })
}

/** Whether columns of these widths are wider than `room` millimetres in a print of so many points. */
export const isWide = (weights: readonly number[], room: number, font: number): boolean => widthOf(weights, font) > room

/** The size of print, in points, at which columns of these widths fit into `room` millimetres. */
export function fontFor(weights: readonly number[], room: number, usual: number): number {
  const fitting = Math.floor((usual * room * 2) / widthOf(weights, usual)) / 2
  return Math.max(SMALLEST_FONT, Math.min(usual, fitting))
}

const widthOf = (weights: readonly number[], font: number): number => weights.reduce((sum, each) => sum + each, 0) * font * POINT
