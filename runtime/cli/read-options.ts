import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { fail } from '@formwork/platform/error/index.ts'

export interface ReadOptions {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

/** Options and arguments of a command; unknown ones and a wrong number are refused. Errors: `bad-request`. */
export function readOptions(
  argv: readonly string[],
  options: ParseArgsOptionsConfig,
  positionals: { least: number; most: number } = { least: 0, most: 0 },
): ReadOptions {
  try {
    const read = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
    const { length } = read.positionals
    if (length < positionals.least || length > positionals.most) {
      throw new TypeError(
        `${length} arguments, expected ${positionals.least === positionals.most ? positionals.least : `${positionals.least} to ${positionals.most}`}`,
      )
    }
    return { values: read.values as ReadOptions['values'], positionals: read.positionals }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw fail('bad-request', { reason: error.message })
  }
}

/** The text of an option that takes one. */
export function textOption({ values }: ReadOptions, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
