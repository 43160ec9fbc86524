import { defineFunction, signature } from '@formwork/platform/expression/function-definition.ts'
import { types } from '@formwork/platform/expression/type.ts'
import { amountInWords, Decimal } from '@formwork/platform/value/index.ts'

/** Amounts from here on have no undisputed spelling. */
const BEYOND = Decimal.fromUnits(10n ** 20n - 1n, 0)

/** 人民币大写金额. */
export const capitalAmount = defineFunction(
  'capital amount',
  'conversion',
  { zh: '金额大写', en: 'An amount in Chinese capitals, as on vouchers' },
  'capital amount(1010.5) = "壹仟零壹拾元伍角整"',
  signature('amount: number', types.string, (call, amount: Decimal) =>
    amount.abs().compare(BEYOND) < 0
      ? amountInWords(amount)
      : call.report('out-of-range', '金额过大，无法大写', 'The amount is too large to be spelled'),
  ),
)
