import type { PageSize } from './page-size.ts'
import { drawPdf, POINTS } from './to-pdf.ts'

/** Millimetres from the edges of the paper to the crosses, and of an arm of a cross. */
const CROSS_AT = 10
const ARM = 5
const RULER = 50
const TEXTS = {
  zh: [
    '打印校准页',
    '量一量左上角十字中心到纸张左边和上边的距离，都应为 10 毫米。',
    '偏了多少，就在校准里填多少：偏左填正数向右移，偏上填正数向下移。',
  ],
  en: [
    'Calibration',
    'Measure from the centre of the upper left cross to the left and upper edge: both should be 10 mm.',
    'Enter what is missing as the shift to the right and down.',
  ],
} as const

type Node = Record<string, unknown>
type Point = readonly [x: number, y: number]

/** Crosses 10 mm from each corner and rulers of 50 mm, all moved by the calibration. */
export function testPageToPdf(
  { width, height, fontSize, shift = { right: 0, down: 0 } }: PageSize,
  language: 'zh' | 'en',
): Promise<Uint8Array> {
  const at = ([x, y]: Point): Point => [(x + shift.right) * POINTS, (y + shift.down) * POINTS]
  const line = (from: Point, to: Point): Node => {
    const [[x1, y1], [x2, y2]] = [at(from), at(to)]
    return { type: 'line', x1, y1, x2, y2, lineWidth: 0.4 }
  }
  const corners = [CROSS_AT, width - CROSS_AT].flatMap((x) => [CROSS_AT, height - CROSS_AT].map((y): Point => [x, y]))
  const crosses = corners.flatMap(([x, y]) => [line([x - ARM, y], [x + ARM, y]), line([x, y - ARM], [x, y + ARM])])
  const marks = Array.from({ length: RULER / 5 + 1 }, (_, index) => index * 5)
  const across = marks.filter((mark) => CROSS_AT + mark < width - CROSS_AT)
  const down = marks.filter((mark) => CROSS_AT + mark < height - CROSS_AT)
  const rulers = [
    ...across.map((mark) => line([CROSS_AT + mark, CROSS_AT], [CROSS_AT + mark, CROSS_AT + (mark % 10 === 0 ? 4 : 2)])),
    ...down.map((mark) => line([CROSS_AT, CROSS_AT + mark], [CROSS_AT + (mark % 10 === 0 ? 4 : 2), CROSS_AT + mark])),
  ]
  const [title, ...said] = TEXTS[language]
  const words: Node = { stack: [{ text: `${title} ${width} × ${height} mm`, bold: true }, ...said.map((text) => ({ text }))], fontSize }
  return drawPdf({
    pageSize: { width: width * POINTS, height: height * POINTS },
    pageMargins: [0, 0, 0, 0],
    info: { title },
    content: [
      { canvas: [...crosses, ...rulers], absolutePosition: { x: 0, y: 0 } },
      { ...words, absolutePosition: { x: 20 * POINTS, y: 18 * POINTS } },
    ],
  })
}
