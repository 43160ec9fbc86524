import { initialsOf } from '../engine/record/search-key.ts'

/** What a hit says about itself. */
interface Hit {
  readonly title: string
  readonly code?: string
}

/** Found, but by nothing that its title shows. */
const ELSEWHERE = 6

/**
 * How well a hit answers a search, 0 the best: its title or code itself, a title that begins with the text, its 拼音 initials,
 * a title whose initials begin with it, a title that holds it, initials that hold it, anything else.
 *
 * @example
 * searchRank({ title: '中性笔' }, 'zxb') // 2
 */
export function searchRank(hit: Hit, text: string): number {
  const wanted = text.trim().toLowerCase()
  const title = hit.title.toLowerCase()
  if (title === wanted || hit.code?.toLowerCase() === wanted) return 0
  if (title.startsWith(wanted)) return 1
  const initials = initialsOf(hit.title)
  const tests = [initials === wanted, initials.startsWith(wanted), title.includes(wanted), initials.includes(wanted)]
  const found = tests.indexOf(true)
  return found < 0 ? ELSEWHERE : found + 2
}
