const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/**
 * A JSON string whose opening quote stands before `start`. Returns the value and the index after the closing
 * quote, or the index of what is wrong: no end, a raw control character, a bad escape, half a surrogate pair.
 */
export function readJsonString(text: string, start: number): { value: string; end: number } | number {
  for (let index = start; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (character === 0x22) return { value: text.slice(start, index), end: index + 1 }
    if (character === 0x5c) return readEscaped(text, start, index)
    if (character < 0x20) return index
  }
  return text.length
}

function readEscaped(text: string, start: number, firstEscape: number): { value: string; end: number } | number {
  const parts = [text.slice(start, firstEscape)]
  let index = firstEscape
  let plain = firstEscape
  for (; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (character === 0x22) {
      parts.push(text.slice(plain, index))
      const value = parts.join('')
      return value.isWellFormed() ? { value, end: index + 1 } : start
    }
    if (character < 0x20) return index
    if (character !== 0x5c) continue
    parts.push(text.slice(plain, index))
    const length = readEscape(text, index + 1, parts)
    if (length === 0) return index
    index += length
    plain = index + 1
  }
  return text.length
}

/** Adds what the escape after the backslash stands for; returns its length, 0 when it is none. */
function readEscape(text: string, index: number, parts: string[]): number {
  const letter = text[index] ?? ''
  if (letter === 'u') {
    const digits = text.slice(index + 1, index + 5)
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) return 0
    parts.push(String.fromCharCode(Number.parseInt(digits, 16)))
    return 5
  }
  if (!Object.hasOwn(ESCAPES, letter)) return 0
  parts.push(ESCAPES[letter]!)
  return 1
}
