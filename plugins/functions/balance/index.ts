import { signature, type FunctionCall, type FunctionDefinition } from '@formwork/platform/expression/function-definition.ts'
import { types } from '@formwork/platform/expression/type.ts'
import { isContext, type FeelValue } from '@formwork/platform/expression/value.ts'

/** What the runtime knows of balances: undefined while it still has to be read. */
interface KnownBalances {
  balanceAt?(ledger: string, measure: string, where: FeelValue): FeelValue | undefined
}

/** `balance("goods", "onHand", { item: item, place: place })`: a figure of a ledger now, over all rights, as look-ups read it. */
export const balanceFunction: FunctionDefinition = {
  name: 'balance',
  group: 'other',
  where: 'server',
  help: {
    zh: '台账此刻的数字；没有写出的维度合并计算，坐标为空则为空',
    en: 'A figure of a ledger now; dimensions that are not named are summed over, an empty coordinate gives nothing',
  },
  example: 'balance("goods", "onHand", { item: item, place: place })',
  signatures: [
    signature('ledger: string, measure: string, where: any', types.number, ((
      call: FunctionCall,
      ledger: string,
      measure: string,
      where: FeelValue,
    ) => {
      const known = call.runtime.facts as KnownBalances | undefined
      if (known?.balanceAt === undefined) return call.report('not-available', '此处不能读取台账', 'ledgers are not known here')
      return isContext(where) ? (known.balanceAt(ledger, measure, where) ?? null) : null
    }) as never),
  ],
}
