import places from './provinces.json' with { type: 'json' }

/** A province on a map of equal tiles: its place is a column and a row of our own, near where it lies. */
export interface Province {
  readonly name: string
  /** What its tile says. */
  readonly short: string
  readonly english: string
  /** ISO 3166-2:CN, without the country. */
  readonly code: string
  readonly column: number
  readonly row: number
}

export const provinces: readonly Province[] = places

/** The province that a region or an address begins with, by its full or short name, in either language. */
export function provinceOf(text: string): Province | undefined {
  const said = text.trim()
  const english = said.toLowerCase()
  return provinces.find(({ short, english: name }) => said.startsWith(short) || english.startsWith(name.toLowerCase()))
}
