/** The furthest that a page is moved, in tenths of a millimetre (the schema of print says the same). */
const MOST = 200

/** Millimetres as typed (`-1.5`) in tenths; undefined for what is no such length. Nothing typed is no shift. */
export function readTenths(typed: string): number | undefined {
  const text = typed.trim().replace('−', '-').replace('，', '.').replace(',', '.')
  if (text === '') return 0
  const [, sign, whole, part = '0'] = /^(-?)(\d{1,2})(?:\.(\d))?$/.exec(text) ?? []
  if (whole === undefined) return undefined
  const tenths = Number(whole) * 10 + Number(part)
  if (tenths > MOST) return undefined
  return sign === '-' && tenths !== 0 ? -tenths : tenths
}

/** Tenths of a millimetre as millimetres with one decimal; 0 is left empty. */
export function writeTenths(tenths: number | undefined): string {
  if (tenths === undefined || tenths === 0) return ''
  const [whole, part] = [Math.trunc(Math.abs(tenths) / 10), Math.abs(tenths) % 10]
  return `${tenths < 0 ? '-' : ''}${whole}${part === 0 ? '' : `.${part}`}`
}
