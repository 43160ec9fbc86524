import type { Match } from './pattern.ts'

/**
 * The replacement with `$0` to `$9…`, `\$` and `\\` resolved; undefined when it is not valid (a lone `$` or `\`).
 * A number takes as many digits as there are groups for.
 */
export function expandReplacement(replacement: string, match: Match, literal: boolean): string | undefined {
  if (literal || !/[$\\]/.test(replacement)) return replacement
  let result = ''
  for (let index = 0; index < replacement.length; index++) {
    const character = replacement[index]!
    const next = replacement[index + 1] ?? ''
    if (character === '\\') {
      if (next !== '$' && next !== '\\') return undefined
      result += next
      index++
    } else if (character === '$') {
      if (!/[0-9]/.test(next)) return undefined
      const [group, length] = readGroup(replacement, index + 1, match.groups.length)
      result += (group === 0 ? match.text : match.groups[group - 1]) ?? ''
      index += length
    } else result += character
  }
  return result
}

function readGroup(text: string, start: number, groups: number): [group: number, length: number] {
  let group = Number(text[start])
  let length = 1
  while (/[0-9]/.test(text[start + length] ?? '') && group * 10 + Number(text[start + length]) <= groups) {
    group = group * 10 + Number(text[start + length])
    length++
  }
  return [group, length]
}
