import JsBarcode from 'jsbarcode'
import { encode } from 'uqr'

/** The modules of a barcode, `1` black; undefined for what the symbology cannot say. */
export function barcodeModules(text: string, symbology: string): string | undefined {
  const drawn: { encodings?: { data: string }[] } = {}
  try {
    JsBarcode(drawn, text, { format: symbology.toUpperCase() })
  } catch {
    return undefined
  }
  return drawn.encodings?.map(({ data }) => data).join('')
}

/** The rows of a QR code, `1` black. */
export function qrRows(text: string): string[] {
  return encode(text, { border: 0, ecc: 'M' }).data.map((row) => row.map((isBlack) => (isBlack ? '1' : '0')).join(''))
}
