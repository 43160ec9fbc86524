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
