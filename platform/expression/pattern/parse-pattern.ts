import { complementSet, dotSet, escapeSet, namedSet, rangeSet, unionSet } from './character-set.ts'
import type { CharacterTest, PatternNode } from './pattern.ts'

/** Longest pattern: no hand-written one comes near. */
const LONGEST_PATTERN = 1000

/** Largest count in `{n,m}`. */
const LARGEST_COUNT = 1000

/** Deepest nesting of groups. */
const DEEPEST_GROUP = 50

const SINGLE_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

export class PatternError extends Error {}

export interface PatternFlags {
  readonly ignoreCase: boolean
  readonly dotAll: boolean
}

/** Parses an XPath regular expression. Throws PatternError when it is none. */
export function parsePattern(text: string, flags: PatternFlags): { root: PatternNode; groups: number; hasBackReferences: boolean } {
  if (text.length > LONGEST_PATTERN) throw new PatternError('too long')
  const parser = new PatternParser([...text], flags)
  const root = parser.readChoice(0)
  if (!parser.atEnd) throw new PatternError('unexpected )')
  return { root, groups: parser.groups, hasBackReferences: parser.hasBackReferences }
}

class PatternParser {
  groups = 0
  hasBackReferences = false
  readonly #characters: readonly string[]
  readonly #flags: PatternFlags
  readonly #closed = new Set<number>()
  #position = 0

  constructor(characters: readonly string[], flags: PatternFlags) {
    this.#characters = characters
    this.#flags = flags
  }

  get atEnd(): boolean {
    return this.#position >= this.#characters.length
  }

  readChoice(depth: number): PatternNode {
    if (depth > DEEPEST_GROUP) throw new PatternError('too deep')
    const options = [this.#readSequence(depth)]
    while (this.#takes('|')) options.push(this.#readSequence(depth))
    return options.length === 1 ? options[0]! : { kind: 'choice', options }
  }

  #readSequence(depth: number): PatternNode {
    const parts: PatternNode[] = []
    while (!this.atEnd && this.#peek() !== '|' && this.#peek() !== ')') parts.push(this.#readQuantified(depth))
    return { kind: 'sequence', parts }
  }

  #readQuantified(depth: number): PatternNode {
    const part = this.#readAtom(depth)
    const counts = this.#readCounts()
    if (counts === undefined) return part
    const greedy = !this.#takes('?')
    return { kind: 'repeat', part, minimum: counts[0], maximum: counts[1], greedy }
  }

  #readCounts(): [number, number] | undefined {
    if (this.#takes('*')) return [0, Infinity]
    if (this.#takes('+')) return [1, Infinity]
    if (this.#takes('?')) return [0, 1]
    if (!this.#takes('{')) return undefined
    const minimum = this.#readDigits()
    const maximum = !this.#takes(',') ? minimum : this.#peek() === '}' ? Infinity : this.#readDigits()
    if (!this.#takes('}') || maximum < minimum) throw new PatternError('bad quantity')
    return [minimum, maximum]
  }

  #readDigits(): number {
    let digits = ''
    while (/^[0-9]$/.test(this.#peek() ?? '')) digits += this.#next()
    if (digits === '' || Number(digits) > LARGEST_COUNT) throw new PatternError('bad quantity')
    return Number(digits)
  }

  #readAtom(depth: number): PatternNode {
    const character = this.#next()
    switch (character) {
      case '(':
        return this.#readGroup(depth)
      case '[':
        return { kind: 'set', has: this.#readClass(depth) }
      case '.':
        return { kind: 'set', has: dotSet(this.#flags.dotAll) }
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '\\':
        return this.#readEscape()
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        throw new PatternError(`unexpected ${character}`)
      default:
        return { kind: 'set', has: this.#single(character) }
    }
  }

  #readGroup(depth: number): PatternNode {
    const capturing = !(this.#peek() === '?' && this.#characters[this.#position + 1] === ':')
    if (!capturing) this.#position += 2
    const index = capturing ? ++this.groups : 0
    const part = this.readChoice(depth + 1)
    if (!this.#takes(')')) throw new PatternError('missing )')
    if (!capturing) return part
    this.#closed.add(index)
    return { kind: 'group', part, index }
  }

  #readEscape(): PatternNode {
    if (/^[1-9]$/.test(this.#peek() ?? '')) return this.#readBackReference()
    return { kind: 'set', has: this.#readEscapedSet() }
  }

  /** `\N` takes as many digits as there are groups for. */
  #readBackReference(): PatternNode {
    let group = Number(this.#next())
    while (/^[0-9]$/.test(this.#peek() ?? '') && group * 10 + Number(this.#peek()) <= this.groups) group = group * 10 + Number(this.#next())
    if (!this.#closed.has(group)) throw new PatternError('reference to a group that does not exist')
    this.hasBackReferences = true
    return { kind: 'back', group }
  }

  /** After a backslash: a class escape or an escaped character. */
  #readEscapedSet(): CharacterTest {
    const letter = this.#next()
    if (letter === 'p' || letter === 'P') return this.#readProperty(letter === 'P')
    const set = escapeSet(letter)
    if (set !== undefined) return set
    return this.#single(readSingleEscape(letter))
  }

  #readProperty(negated: boolean): CharacterTest {
    const end = this.#characters.indexOf('}', this.#position)
    if (!this.#takes('{') || end < 0) throw new PatternError('bad property')
    const set = namedSet(this.#characters.slice(this.#position, end).join(''))
    if (set === undefined) throw new PatternError('unknown property')
    this.#position = end + 1
    return negated ? complementSet(set) : set
  }

  /** After `[`: ranges, escapes, `^` for all others, `-[…]` for what is taken off. */
  #readClass(depth: number): CharacterTest {
    if (depth > DEEPEST_GROUP) throw new PatternError('too deep')
    const negated = this.#takes('^')
    const sets: CharacterTest[] = []
    for (;;) {
      if (this.atEnd) throw new PatternError('missing ]')
      if (this.#takes(']')) break
      if (this.#peek() === '-' && this.#characters[this.#position + 1] === '[') {
        this.#position += 2
        const without = this.#readClass(depth + 1)
        if (!this.#takes(']')) throw new PatternError('missing ]')
        const kept = negated ? complementSet(unionSet(sets)) : unionSet(sets)
        return (code) => kept(code) && !without(code)
      }
      sets.push(this.#readClassItem())
    }
    if (sets.length === 0) throw new PatternError('empty class')
    return negated ? complementSet(unionSet(sets)) : unionSet(sets)
  }

  #readClassItem(): CharacterTest {
    const character = this.#next()
    if (character === '[') throw new PatternError('unexpected [')
    let low = character
    if (character === '\\') {
      const letter = this.#peek() ?? ''
      if (letter === 'p' || letter === 'P' || escapeSet(letter) !== undefined) return this.#readEscapedSet()
      low = readSingleEscape(this.#next())
    }
    const follows = this.#characters[this.#position + 1]
    if (this.#peek() !== '-' || follows === ']' || follows === '[' || follows === undefined) return this.#single(low)
    this.#position++
    let high = this.#next()
    if (high === '\\') high = readSingleEscape(this.#next())
    if (high.codePointAt(0)! < low.codePointAt(0)!) throw new PatternError('bad range')
    return rangeSet(low.codePointAt(0)!, high.codePointAt(0)!, this.#flags.ignoreCase)
  }

  #single(character: string): CharacterTest {
    const code = character.codePointAt(0)!
    return rangeSet(code, code, this.#flags.ignoreCase)
  }

  #peek(): string | undefined {
    return this.#characters[this.#position]
  }

  #next(): string {
    const character = this.#characters[this.#position++]
    if (character === undefined) throw new PatternError('unexpected end')
    return character
  }

  #takes(character: string): boolean {
    if (this.#peek() !== character) return false
    this.#position++
    return true
  }
}

function readSingleEscape(letter: string): string {
  if (Object.hasOwn(SINGLE_ESCAPES, letter)) return SINGLE_ESCAPES[letter]!
  if (!/^[\\|.\-^?*+{}()[\]$]$/.test(letter)) throw new PatternError(`unknown escape \\${letter}`)
  return letter
}
