import type { PrintDefinition } from '@formwork/platform/definition/types.ts'

export interface PageSize {
  readonly width: number
  readonly height: number
  readonly margin: number
  readonly fontSize: number
  /** A label has neither page numbers nor room for them. */
  readonly isLabel: boolean
  /** What everything is moved by, so that it meets the boxes of a form that is printed already; millimetres. */
  readonly shift?: PageShift
}

export interface PageShift {
  readonly right: number
  readonly down: number
}

/** ISO 216 and what is sold in China: tractor paper of 241 mm, whole, halved, in three. Millimetres. */
const sizes: Readonly<Record<string, readonly [width: number, height: number]>> = {
  A3: [297, 420],
  A4: [210, 297],
  A5: [148, 210],
  A6: [105, 148],
  'continuous-241x280': [241, 280],
  'continuous-241x140': [241, 140],
  'continuous-241x93': [241, 93],
  'label-40x30': [40, 30],
  'label-60x40': [60, 40],
  'label-100x70': [100, 70],
}

const USUAL = 'A4'
const SMALL = 120

export function pageSize(page: PrintDefinition['page'] = {}): PageSize {
  const name = page.size ?? USUAL
  const [first, second] = sizes[name] ?? ownSize(name)
  const isLying = page.orientation === 'landscape' && first < second
  const [width, height] = isLying ? [second, first] : [first, second]
  const isLabel = width <= SMALL && height <= SMALL
  return {
    width,
    height,
    margin: page.margin ?? (isLabel ? 2 : 12),
    fontSize: page.fontSize ?? (isLabel ? 7 : 9),
    isLabel,
    shift: shiftOf(page),
  }
}

function shiftOf({ shiftRight = 0, shiftDown = 0 }: NonNullable<PrintDefinition['page']>): PageShift | undefined {
  return shiftRight === 0 && shiftDown === 0 ? undefined : { right: shiftRight / 10, down: shiftDown / 10 }
}

function ownSize(name: string): readonly [number, number] {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(name) ?? []
  return width === undefined || height === undefined ? (sizes[USUAL] as readonly [number, number]) : [Number(width), Number(height)]
}
