import { signature, type FunctionCall, type FunctionDefinition } from '@formwork/platform/expression/function-definition.ts'
import { listType, types } from '@formwork/platform/expression/type.ts'
import { isContext, type FeelValue } from '@formwork/platform/expression/value.ts'

/** What the runtime knows of ledgers: undefined while it still has to be read. */
interface KnownBalances {
  heldAt?(ledger: string, dimension: string, measure: string, where: FeelValue): FeelValue | undefined
}

/** `held("devices", "number", "quantity", { item: item, place: place })`: which values of a dimension have a figure above zero now. */
export const heldFunction: FunctionDefinition = {
  name: 'held',
  group: 'other',
  where: 'server',
  help: {
    zh: '台账里此刻数字大于零的有哪些（某个维度的值，按顺序）；没有写出的维度合并计算，坐标为空则为空',
    en: 'Which values of a dimension have a figure above zero now, in order; dimensions that are not named are summed over, an empty coordinate gives nothing',
  },
  example: 'held("devices", "number", "quantity", { item: item, place: place })',
  signatures: [
    signature('ledger: string, dimension: string, measure: string, where: any', listType(types.string), ((
      call: FunctionCall,
      ledger: string,
      dimension: string,
      measure: string,
      where: FeelValue,
    ) => {
      const known = call.runtime.facts as KnownBalances | undefined
      if (known?.heldAt === undefined) return call.report('not-available', '此处不能读取台账', 'ledgers are not known here')
      return isContext(where) ? (known.heldAt(ledger, dimension, measure, where) ?? null) : null
    }) as never),
  ],
}
