const UNKNOWN = 0x3f
const [FIRST_LEAD, LAST_LEAD, FIRST_TRAIL, LAST_TRAIL] = [0x81, 0xfe, 0x40, 0xfe]
let codes: Map<string, number> | undefined

/** Text in GBK, the encoding that older Chinese spreadsheets expect; what it cannot say becomes `?`. */
export function toGbk(text: string): Buffer {
  const table = (codes ??= readTable())
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0)!
    const code = point < 0x80 ? point : table.get(character)
    if (code === undefined) bytes.push(UNKNOWN)
    else if (code > 0xff) bytes.push(code >> 8, code & 0xff)
    else bytes.push(code)
  }
  return Buffer.from(bytes)
}

/** The decoder that Node has, read backwards. */
function readTable(): Map<string, number> {
  const decoder = new TextDecoder('gbk', { fatal: true })
  const table = new Map<string, number>()
  const pair = new Uint8Array(2)
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead++) {
    for (let trail = FIRST_TRAIL; trail <= LAST_TRAIL; trail++) {
      pair.set([lead, trail])
      try {
        const character = decoder.decode(pair)
        if ([...character].length === 1 && !table.has(character)) table.set(character, lead * 256 + trail)
      } catch {
        // No character has this code.
      }
    }
  }
  return table
}
