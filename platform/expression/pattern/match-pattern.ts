import type { Position } from '../diagnostic.ts'
import { LONGEST_LIST, requireLength, takeSteps } from '../evaluation.ts'
import type { Match, Pattern } from './pattern.ts'

/** Places (step × position) that one text and pattern may have. */
const MOST_PLACES = 20_000_000

/** Places for which one step of the evaluation is taken: a pattern without a bound of its own pays more. */
const BOUNDED_SHARE = 64
const UNBOUNDED_SHARE = 4

/** Whether a pattern is found anywhere in a text. */
export function hasMatch(pattern: Pattern, text: string, position: Position): boolean {
  return new Matcher(pattern, text, position).find(0) !== undefined
}

/** Every match from left to right without overlaps; an empty one is followed one character later. */
export function findMatches(pattern: Pattern, text: string, position: Position): Match[] {
  const matcher = new Matcher(pattern, text, position)
  const matches: Match[] = []
  for (let from = 0; from <= text.length;) {
    const match = matcher.find(from)
    if (match === undefined) break
    matches.push(match)
    requireLength(matches.length, LONGEST_LIST, position)
    from = match.end > match.start ? match.end : match.end + 1
  }
  return matches
}

/**
 * A backtracking matcher that visits no place twice: a place (step, position) that failed once fails always, so that
 * time is bounded by pattern size × text length. Patterns with back references cannot use that; they run under the
 * evaluation's step limit.
 */
class Matcher {
  readonly #pattern: Pattern
  readonly #text: string
  readonly #position: Position
  readonly #visited: Uint8Array | undefined
  readonly #touched: number[] = []
  readonly #slots: Int32Array

  constructor(pattern: Pattern, text: string, position: Position) {
    this.#pattern = pattern
    this.#text = text
    this.#position = position
    const places = pattern.steps.length * (text.length + 1)
    requireLength(places, MOST_PLACES, position)
    this.#visited = pattern.hasBackReferences ? undefined : new Uint8Array((places >> 3) + 1)
    this.#slots = new Int32Array(2 * pattern.groups + 2)
  }

  find(from: number): Match | undefined {
    try {
      for (let start = from; start <= this.#text.length; start++) {
        if (isInsidePair(this.#text, start)) continue
        this.#slots.fill(-1)
        const end = this.#run(start)
        if (end >= 0) return { start, end, text: this.#text.slice(start, end), groups: this.#groups() }
      }
      return undefined
    } finally {
      for (const index of this.#touched) this.#visited![index] = 0
      this.#touched.length = 0
    }
  }

  #groups(): (string | undefined)[] {
    return Array.from({ length: this.#pattern.groups }, (_, index) => {
      const start = this.#slots[2 * index + 2]!
      const end = this.#slots[2 * index + 3]!
      return start < 0 || end < 0 ? undefined : this.#text.slice(start, end)
    })
  }

  /** Runs from one start; gives the end of the match or −1. `pending` holds alternatives and slots to restore. */
  #run(start: number): number {
    const pending: number[] = [0, start]
    const share = this.#visited === undefined ? UNBOUNDED_SHARE : BOUNDED_SHARE
    let work = 0
    while (pending.length > 0) {
      let at = pending.pop()!
      let step = pending.pop()!
      if (step < 0) {
        this.#slots[-step - 1] = at
        continue
      }
      while (this.#enter(step, at)) {
        if (++work % share === 0) takeSteps(1, this.#position)
        const current = this.#pattern.steps[step]!
        if (current.kind === 'match') return at
        if (current.kind === 'split') {
          pending.push(current.second, at)
          step = current.first
        } else if (current.kind === 'jump') step = current.to
        else if (current.kind === 'save') {
          pending.push(-current.slot - 1, this.#slots[current.slot]!)
          this.#slots[current.slot] = at
          step++
        } else {
          at = this.#advance(current, at)
          if (at < 0) break
          step++
        }
      }
    }
    return -1
  }

  /** The position after a step that looks at the text, or −1. */
  #advance(step: Extract<Pattern['steps'][number], { kind: 'set' | 'start' | 'end' | 'back' }>, at: number): number {
    const text = this.#text
    switch (step.kind) {
      case 'set': {
        const code = text.codePointAt(at)
        return code !== undefined && step.has(code) ? at + (code > 0xffff ? 2 : 1) : -1
      }
      case 'start':
        return at === 0 || (step.multiline && text[at - 1] === '\n') ? at : -1
      case 'end':
        return at === text.length || (step.multiline && text[at] === '\n') ? at : -1
      case 'back': {
        const [from, to] = [this.#slots[2 * step.group]!, this.#slots[2 * step.group + 1]!]
        const wanted = from < 0 || to < 0 ? '' : text.slice(from, to)
        const found = text.slice(at, at + wanted.length)
        const same = step.ignoreCase ? found.toLowerCase() === wanted.toLowerCase() : found === wanted
        return same ? at + wanted.length : -1
      }
    }
  }

  #enter(step: number, at: number): boolean {
    const visited = this.#visited
    if (visited === undefined) return true
    const place = step * (this.#text.length + 1) + at
    const index = place >> 3
    const bit = 1 << (place & 7)
    if ((visited[index]! & bit) !== 0) return false
    if (visited[index] === 0) this.#touched.push(index)
    visited[index]! |= bit
    return true
  }
}

/** Between the two units of one character no match begins. */
function isInsidePair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  if (!(unit >= 0xdc00 && unit <= 0xdfff) || index === 0) return false
  const before = text.charCodeAt(index - 1)
  return before >= 0xd800 && before <= 0xdbff
}
