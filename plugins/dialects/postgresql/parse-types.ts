import pg from 'pg'

const INT8 = 20
const NUMERIC = 1700
const DATE = 1082

/** Whole numbers become numbers while that loses nothing, else they stay text. */
function parseWhole(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) && String(value) === text ? value : text
}

/** 64-bit integers and numerics without loss; dates as ISO text, not as midnight somewhere. */
export const typeParsers = {
  getTypeParser(type: number, format?: 'text' | 'binary'): (text: string) => unknown {
    if (type === INT8 || type === NUMERIC) return parseWhole
    if (type === DATE) return (text) => text
    return pg.types.getTypeParser(type, format) as (text: string) => unknown
  },
}
