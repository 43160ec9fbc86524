import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { fail } from '@formwork/platform/error/index.ts'
import { suggestName } from '@formwork/platform/expression/suggest-name.ts'

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
    if (length < positionals.least || length > positionals.most) throw fail('bad-request', { reason: wrongNumber(length, positionals) })
    return { values: read.values as ReadOptions['values'], positionals: read.positionals }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw fail('bad-request', { reason: describeOption(error, Object.keys(options)) })
  }
}

function wrongNumber(length: number, { least, most }: { least: number; most: number }): { zh: string; en: string } {
  return {
    zh: `给了 ${length} 个参数，应为 ${least === most ? least : `${least} 到 ${most}`} 个`,
    en: `${length} arguments, expected ${least === most ? least : `${least} to ${most}`}`,
  }
}

/** Node names the option in quotes; the rest of its advice is about its own interface. */
function describeOption(error: TypeError & { code?: string }, names: readonly string[]): { zh: string; en: string } | string {
  const option = /'(-[^' ]*)/.exec(error.message)?.[1]
  if (option === undefined) return error.message
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const near = suggestName(option.replace(/^-+/, ''), names)
    return {
      zh: `没有选项 ${option}${near === undefined ? '' : `，是否指 --${near}？`}`,
      en: `there is no option ${option}${near === undefined ? '' : `, did you mean --${near}?`}`,
    }
  }
  if (error.code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return error.message
  return /does not take an argument/.test(error.message)
    ? { zh: `选项 ${option} 不带值`, en: `the option ${option} takes no value` }
    : { zh: `选项 ${option} 后面要写值，如 ${option}=…`, en: `the option ${option} needs a value: ${option}=…` }
}

/** The text of an option that takes one. */
export function textOption({ values }: ReadOptions, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
