import { createRegistry, definePlugin, type Plugin, type Registry } from '@formwork/platform/plugin/index.ts'
import { costings } from './costing/index.ts'
import { address } from './fields/address/index.ts'
import { barcode } from './fields/barcode/index.ts'
import { cascade } from './fields/cascade/index.ts'
import { dateRange } from './fields/date-range/index.ts'
import { duration } from './fields/duration/index.ts'
import { idCard } from './fields/id-card/index.ts'
import { location } from './fields/location/index.ts'
import { progress } from './fields/progress/index.ts'
import { query } from './fields/query/index.ts'
import { rating } from './fields/rating/index.ts'
import { richText } from './fields/rich-text/index.ts'
import { role } from './fields/role/index.ts'
import { rollUp } from './fields/roll-up/index.ts'
import { time } from './fields/time/index.ts'
import { attachment } from './fields/attachment/index.ts'
import { balance } from './fields/balance/index.ts'
import { elements } from './elements/index.ts'
import { date } from './fields/date/index.ts'
import { dateTime } from './fields/date-time/index.ts'
import { department } from './fields/department/index.ts'
import { email } from './fields/email/index.ts'
import { image } from './fields/image/index.ts'
import { lines } from './fields/lines/index.ts'
import { longText } from './fields/long-text/index.ts'
import { lookup } from './fields/lookup/index.ts'
import { member } from './fields/member/index.ts'
import { money } from './fields/money/index.ts'
import { number } from './fields/number/index.ts'
import { percent } from './fields/percent/index.ts'
import { phone } from './fields/phone/index.ts'
import { reference } from './fields/reference/index.ts'
import { select } from './fields/select/index.ts'
import { signature } from './fields/signature/index.ts'
import { switchField } from './fields/switch/index.ts'
import { text } from './fields/text/index.ts'
import { url } from './fields/url/index.ts'
import { capitalAmount } from './functions/capital-amount/index.ts'
import { dueDate } from './functions/due-date/index.ts'
import { formatDate } from './functions/format-date/index.ts'
import { balanceFunction } from './functions/balance/index.ts'
import { heldFunction } from './functions/held/index.ts'
import { matchFunctions } from './functions/match/index.ts'
import { peopleFunctions } from './functions/people/index.ts'
import { workingDay } from './functions/working-day/index.ts'
import { ageing } from './reports/ageing/index.ts'
import { balance as balanceReport } from './reports/balance/index.ts'
import { card } from './reports/card/index.ts'
import { flow } from './reports/flow/index.ts'
import { slots } from './reports/slots/index.ts'
import { statement } from './reports/statement/index.ts'
import { table } from './reports/table/index.ts'
import { turnover } from './reports/turnover/index.ts'
import { pairs } from './reports/pairs/index.ts'
import { union } from './reports/union/index.ts'

/** Everything built in that runs everywhere, in order. What needs Node is listed in `server.ts`, what needs Vue in `views.ts`. */
export const plugins: readonly Plugin[] = [
  definePlugin({
    name: 'built-in',
    costings,
    fields: [
      text,
      longText,
      number,
      money,
      percent,
      date,
      dateTime,
      switchField,
      select,
      reference,
      lookup,
      lines,
      member,
      department,
      phone,
      email,
      url,
      attachment,
      image,
      signature,
      balance,
      time,
      dateRange,
      duration,
      rating,
      progress,
      cascade,
      role,
      richText,
      address,
      idCard,
      barcode,
      location,
      rollUp,
      query,
    ],
    elements,
    functions: [capitalAmount, dueDate, workingDay, formatDate, ...peopleFunctions, ...matchFunctions, balanceFunction, heldFunction],
    reports: [table, balanceReport, card, ageing, slots, turnover, flow, statement, union, pairs],
  }),
]

/** The registry of the built-in plugins, and of further ones after them. */
export function createBuiltInRegistry(further: readonly Plugin[] = []): Registry {
  return createRegistry([...plugins, ...further])
}
