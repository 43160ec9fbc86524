import { parsePattern, PatternError } from './parse-pattern.ts'
import type { Pattern, PatternNode, Step } from './pattern.ts'

/** Most steps of one pattern, counted repetitions written out. */
const MOST_PATTERN_STEPS = 5000

/**
 * Compiles an XPath regular expression with its flags (`s`, `m`, `i`, `x`, `q`). Undefined when pattern or flags are
 * not valid. Patterns are run by `match-pattern`, never by the host's engine, so that none can take exponential time.
 */
export function compilePattern(text: string, flags: string): Pattern | undefined {
  if (!/^[smixq]*$/.test(flags)) return undefined
  const source = flags.includes('q') ? text.replace(/[\\|.\-^?*+{}()[\]$]/g, '\\$&') : flags.includes('x') ? removeSpace(text) : text
  try {
    const parsed = parsePattern(source, { ignoreCase: flags.includes('i'), dotAll: flags.includes('s') })
    const compiler = new StepWriter(flags.includes('m'), flags.includes('i'))
    compiler.write(parsed.root)
    compiler.add({ kind: 'match' })
    return { steps: compiler.steps, groups: parsed.groups, hasBackReferences: parsed.hasBackReferences }
  } catch (error) {
    if (error instanceof PatternError) return undefined
    throw error
  }
}

/** Flag `x`: white space outside character classes does not count. */
function removeSpace(text: string): string {
  let depth = 0
  let result = ''
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!
    if (character === '\\') {
      while (/\s/.test(text[index + 1] ?? '')) index++
      result += character + (text[index + 1] ?? '')
      index++
      continue
    }
    if (character === '[') depth++
    if (character === ']') depth--
    if (depth > 0 || !/[\t\n\r ]/.test(character)) result += character
  }
  return result
}

class StepWriter {
  readonly steps: Step[] = []
  readonly #multiline: boolean
  readonly #ignoreCase: boolean

  constructor(multiline: boolean, ignoreCase: boolean) {
    this.#multiline = multiline
    this.#ignoreCase = ignoreCase
  }

  add(step: Step): number {
    if (this.steps.length >= MOST_PATTERN_STEPS) throw new PatternError('too large')
    this.steps.push(step)
    return this.steps.length - 1
  }

  write(node: PatternNode): void {
    switch (node.kind) {
      case 'set':
        this.add({ kind: 'set', has: node.has })
        return
      case 'start':
      case 'end':
        this.add({ kind: node.kind, multiline: this.#multiline })
        return
      case 'back':
        this.add({ kind: 'back', group: node.group, ignoreCase: this.#ignoreCase })
        return
      case 'sequence':
        for (const part of node.parts) this.write(part)
        return
      case 'choice':
        this.#writeChoice(node.options)
        return
      case 'group':
        this.add({ kind: 'save', slot: 2 * node.index })
        this.write(node.part)
        this.add({ kind: 'save', slot: 2 * node.index + 1 })
        return
      case 'repeat':
        this.#writeRepeat(node.part, node.minimum, node.maximum, node.greedy)
    }
  }

  #writeChoice(options: readonly PatternNode[]): void {
    const jumps: { to: number }[] = []
    options.forEach((option, index) => {
      if (index === options.length - 1) return this.write(option)
      const split = { kind: 'split' as const, first: this.steps.length + 1, second: 0 }
      this.add(split)
      this.write(option)
      const jump = { kind: 'jump' as const, to: 0 }
      this.add(jump)
      jumps.push(jump)
      split.second = this.steps.length
    })
    for (const jump of jumps) jump.to = this.steps.length
  }

  #writeRepeat(part: PatternNode, minimum: number, maximum: number, greedy: boolean): void {
    for (let count = 0; count < minimum; count++) this.write(part)
    if (maximum === Infinity) {
      const loop = this.steps.length
      const split = this.#addSplit()
      this.write(part)
      this.add({ kind: 'jump', to: loop })
      this.#aim(split, loop + 1, greedy)
      return
    }
    const splits: { at: number; split: { first: number; second: number } }[] = []
    for (let count = minimum; count < maximum; count++) {
      splits.push({ at: this.steps.length, split: this.#addSplit() })
      this.write(part)
    }
    for (const { at, split } of splits) this.#aim(split, at + 1, greedy)
  }

  #addSplit(): { first: number; second: number } {
    const split = { kind: 'split' as const, first: 0, second: 0 }
    this.add(split)
    return split
  }

  /** Sets a split between the part at `inside` and what follows now. */
  #aim(split: { first: number; second: number }, inside: number, greedy: boolean): void {
    split.first = greedy ? inside : this.steps.length
    split.second = greedy ? this.steps.length : inside
  }
}
