/** From the blank to the tilde: how wide each is in the bolder of the two weights that are printed, in thousandths of an em. */
const ASCII = [
  226, 357, 546, 580, 580, 951, 723, 311, 367, 367, 495, 580, 311, 364, 311, 389, 580, 580, 580, 580, 580, 580, 580, 580, 580, 580, 311,
  311, 580, 580, 580, 503, 990, 632, 674, 651, 707, 608, 576, 709, 749, 319, 559, 675, 568, 842, 742, 762, 658, 762, 669, 616, 618, 740,
  606, 904, 611, 566, 610, 367, 389, 367, 580, 565, 620, 583, 637, 522, 637, 573, 359, 588, 631, 296, 297, 589, 306, 953, 632, 620, 637,
  637, 423, 487, 408, 629, 560, 846, 544, 559, 501, 367, 289, 367, 580,
]
const FIRST = 32
/** Letters with accents, signs of currencies. */
const OTHER_LATIN = 0.58
/** Signs that a Chinese font draws as wide as its characters. */
const WIDE = new Set('·×“”‘’…—')

/** Width of a text in ems: Chinese characters are one wide. */
export function emsOf(text: string): number {
  let width = 0
  for (const character of text) {
    const narrow = ASCII[character.codePointAt(0)! - FIRST]
    width += narrow !== undefined ? narrow / 1000 : character > '\u2e80' || WIDE.has(character) ? 1 : OTHER_LATIN
  }
  return width
}
