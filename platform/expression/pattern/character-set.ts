import type { CharacterTest } from './pattern.ts'

/** Sets of code points of XPath regular expressions (XQuery and XPath Functions 3.1, 5.6.1; XML Schema, appendix G). */

/** A character or range, in either case when `ignoreCase`. */
export function rangeSet(low: number, high: number, ignoreCase: boolean): CharacterTest {
  if (!ignoreCase) return (code) => code >= low && code <= high
  return (code) => variantsOf(code).some((variant) => variant >= low && variant <= high)
}

/** The code point and its other cases. */
function variantsOf(code: number): number[] {
  const text = String.fromCodePoint(code)
  return [code, text.toLowerCase().codePointAt(0)!, text.toUpperCase().codePointAt(0)!]
}

export function unionSet(sets: readonly CharacterTest[]): CharacterTest {
  return (code) => sets.some((set) => set(code))
}

export function complementSet(set: CharacterTest): CharacterTest {
  return (code) => !set(code)
}

const isNewline: CharacterTest = (code) => code === 10 || code === 13

/** `.`: anything but a line end; with flag `s` anything. */
export function dotSet(dotAll: boolean): CharacterTest {
  return dotAll ? () => true : (code) => !isNewline(code)
}

const escapeSets: Readonly<Record<string, CharacterTest>> = {
  s: (code) => code === 32 || code === 9 || code === 10 || code === 13,
  d: propertySet(/^\p{Nd}$/u),
  w: propertySet(/^[^\p{P}\p{Z}\p{C}]$/u),
  i: propertySet(/^[\p{L}_:]$/u),
  c: propertySet(/^[\p{L}\p{Nd}\p{M}_:.·-]$/u),
}

/** `\s`, `\d`, `\w`, `\i`, `\c` and their capital complements. */
export function escapeSet(letter: string): CharacterTest | undefined {
  const lower = letter.toLowerCase()
  if (!Object.hasOwn(escapeSets, lower)) return undefined
  return letter === lower ? escapeSets[lower]! : complementSet(escapeSets[lower]!)
}

/** Blocks that are asked for by name (`\p{IsBasicLatin}`). */
const blocks: Readonly<Record<string, readonly [number, number]>> = {
  BasicLatin: [0, 0x7f],
  'Latin-1Supplement': [0x80, 0xff],
  'LatinExtended-A': [0x100, 0x17f],
  'LatinExtended-B': [0x180, 0x24f],
  GreekandCoptic: [0x370, 0x3ff],
  Greek: [0x370, 0x3ff],
  Cyrillic: [0x400, 0x4ff],
  Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff],
  Thai: [0xe00, 0xe7f],
  GeneralPunctuation: [0x2000, 0x206f],
  CurrencySymbols: [0x20a0, 0x20cf],
  CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  Bopomofo: [0x3100, 0x312f],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7af],
  HalfwidthandFullwidthForms: [0xff00, 0xffef],
}

/** `\p{Lu}`, `\p{IsBasicLatin}`; undefined for names that do not exist. */
export function namedSet(name: string): CharacterTest | undefined {
  if (name.startsWith('Is')) {
    const block = name.slice(2)
    return Object.hasOwn(blocks, block) ? rangeSet(blocks[block]![0], blocks[block]![1], false) : undefined
  }
  if (!/^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) return undefined
  return propertySet(new RegExp(`^\\p{${name}}$`, 'u'))
}

function propertySet(property: RegExp): CharacterTest {
  return (code) => property.test(String.fromCodePoint(code))
}
