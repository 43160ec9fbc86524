import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { attachmentView } from './fields/attachment/view.ts'
import { balanceView } from './fields/balance/view.ts'
import { dateView } from './fields/date/view.ts'
import { dateTimeView } from './fields/date-time/view.ts'
import { departmentView } from './fields/department/view.ts'
import { emailView } from './fields/email/view.ts'
import { longTextView } from './fields/long-text/view.ts'
import { imageView } from './fields/image/view.ts'
import { lookupView } from './fields/lookup/view.ts'
import { memberView } from './fields/member/view.ts'
import { moneyView } from './fields/money/view.ts'
import { numberView } from './fields/number/view.ts'
import { percentView } from './fields/percent/view.ts'
import { phoneView } from './fields/phone/view.ts'
import { referenceView } from './fields/reference/view.ts'
import { selectView } from './fields/select/view.ts'
import { signatureView } from './fields/signature/view.ts'
import { switchView } from './fields/switch/view.ts'
import { textView } from './fields/text/view.ts'
import { urlView } from './fields/url/view.ts'

/** The faces of every built-in field type that a cell or a header field can have; `lines` is drawn by the form itself. */
export const fieldViews: readonly FieldView[] = [
  textView,
  longTextView,
  numberView,
  moneyView,
  percentView,
  dateView,
  dateTimeView,
  switchView,
  selectView,
  referenceView,
  lookupView,
  memberView,
  departmentView,
  phoneView,
  emailView,
  urlView,
  attachmentView,
  imageView,
  signatureView,
  balanceView,
]

/** Faces of types that few forms have, by the name of the type: fetched when a definition has such a field. */
export const rareFieldViews: Readonly<Record<string, () => Promise<FieldView>>> = {
  time: async () => (await import('./fields/time/view.ts')).timeView,
  'date-range': async () => (await import('./fields/date-range/view.ts')).dateRangeView,
  duration: async () => (await import('./fields/duration/view.ts')).durationView,
  rating: async () => (await import('./fields/rating/view.ts')).ratingView,
  progress: async () => (await import('./fields/progress/view.ts')).progressView,
  cascade: async () => (await import('./fields/cascade/view.ts')).cascadeView,
  role: async () => (await import('./fields/role/view.ts')).roleView,
  'rich-text': async () => (await import('./fields/rich-text/view.ts')).richTextView,
  address: async () => (await import('./fields/address/view.ts')).addressView,
  'id-card': async () => (await import('./fields/id-card/view.ts')).idCardView,
  barcode: async () => (await import('./fields/barcode/view.ts')).barcodeView,
  location: async () => (await import('./fields/location/view.ts')).locationView,
  'roll-up': async () => (await import('./fields/roll-up/view.ts')).rollUpView,
  query: async () => (await import('./fields/query/view.ts')).queryView,
}
