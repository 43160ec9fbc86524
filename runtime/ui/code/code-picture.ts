import JsBarcode from 'jsbarcode'
import { encode } from 'uqr'

/** A code as rectangles on a grid: how wide and high it is, and the path of its black parts. */
export interface CodePicture {
  readonly width: number
  readonly height: number
  readonly path: string
}

/** Modules of white around a code, so that readers find it. */
const QUIET = 4
/** Height of bars, in modules. */
const HIGH = 40

/** Undefined for a text that the code cannot say. */
export function codePicture(text: string, symbology: 'code128' | 'ean13' | 'qr'): CodePicture | undefined {
  return symbology === 'qr' ? squares(text) : bars(text, symbology)
}

function bars(text: string, symbology: string): CodePicture | undefined {
  const drawn: { encodings?: { data: string }[] } = {}
  try {
    JsBarcode(drawn, text, { format: symbology.toUpperCase(), flat: true })
  } catch {
    return undefined
  }
  const modules = drawn.encodings?.map(({ data }) => data).join('') ?? ''
  if (modules === '') return undefined
  const path = [...modules.matchAll(/1+/g)].map((run) => `M${run.index + QUIET} 0h${run[0].length}v${HIGH}h-${run[0].length}z`).join('')
  return { width: modules.length + 2 * QUIET, height: HIGH, path }
}

function squares(text: string): CodePicture {
  const { data, size } = encode(text, { border: QUIET, ecc: 'M' })
  const path = data.flatMap((row, y) => row.flatMap((isBlack, x) => (isBlack ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { width: size, height: size, path }
}
