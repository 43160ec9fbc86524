import { defineFunction, signature } from '@formwork/platform/expression/function-definition.ts'
import { types } from '@formwork/platform/expression/type.ts'
import { amountInWords, type Decimal } from '@formwork/platform/value/index.ts'

/** 人民币大写金额. */
export const capitalAmount = defineFunction(
  'capital amount',
  'conversion',
  { zh: '金额大写', en: 'An amount in Chinese capitals, as on vouchers' },
  'capital amount(1010.5) = "壹仟零壹拾元伍角整"',
  signature('amount: number', types.string, (_call, amount: Decimal) => amountInWords(amount)),
)
