import { signature, type FunctionCall, type FunctionDefinition } from '@formwork/platform/expression/function-definition.ts'
import { types } from '@formwork/platform/expression/type.ts'
import { isContext, type FeelValue } from '@formwork/platform/expression/value.ts'

/** What the runtime knows of matches: undefined while it still has to be looked up. */
interface KnownMatches {
  match?(name: string, parameters: FeelValue): { readonly value: FeelValue; readonly why: string | null } | undefined
}

/** `match("price", { product: product, quantity: quantity })`: what a ranked look-up takes, and why. */
export const matchFunctions: readonly FunctionDefinition[] = [
  define('match', 'value', {
    zh: '按匹配规则取值（价格、促销、默认值）',
    en: 'What a ranked look-up gives: a price, a promotion, a default',
  }),
  define('match why', 'why', { zh: '匹配结果的原因', en: 'Why a ranked look-up gives what it gives' }),
]

function define(name: string, part: 'value' | 'why', help: { zh: string; en: string }): FunctionDefinition {
  const evaluate = (call: FunctionCall, match: string, parameters: FeelValue): FeelValue => {
    const known = call.runtime.facts as KnownMatches | undefined
    if (known?.match === undefined) return call.report('not-available', '此处不能使用匹配规则', 'matches are not known here')
    if (!isContext(parameters)) return null
    return known.match(match, parameters)?.[part] ?? null
  }
  return {
    name,
    group: 'other',
    where: 'server',
    help,
    example: `${name}("price", { product: product, quantity: quantity })`,
    signatures: [signature('match: string, parameters: any', part === 'why' ? types.string : types.any, evaluate as never)],
  }
}
