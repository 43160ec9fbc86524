import type { Registry } from '../plugin/index.ts'
import type { Collection } from './collect.ts'
import type { Model } from './model.ts'
import type { Problem } from './problem.ts'
import type { TypeBook } from './type-book.ts'

/** What a lint rule may look at. */
export interface RuleContext {
  readonly model: Model
  readonly registry: Registry
  /** Definitions as written, with their files. */
  readonly collection: Collection
  /** Types of records, fields and ledgers in expressions. */
  readonly types: TypeBook
}

/** One check of definitions. Pure; everything it finds at once. */
export interface Rule {
  readonly name: string
  check(context: RuleContext): Iterable<Problem>
}

/** A finding of severity `error` with texts of its own. */
export function finding(file: string, pointer: string, code: string, message: { zh: string; en: string }): Problem {
  return { severity: 'error', code, message, file, pointer }
}

export function warning(file: string, pointer: string, code: string, message: { zh: string; en: string }): Problem {
  return { severity: 'warning', code, message, file, pointer }
}
