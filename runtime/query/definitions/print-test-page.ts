import type { PrintDefinition } from '@formwork/platform/definition/types.ts'
import { parseJsonObject } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { pageSize } from '../print/page-size.ts'
import { testPageToPdf } from '../print/test-page.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'

/** The sheet that shows how far a printer is off: crosses and rulers, moved as the template is. Errors: those of the JSON reader. */
export const printTestPage: Query = {
  name: 'print-test-page',
  cost: 'long',
  async run({ model, organisation, actor, language }: QueryContext, { text }: { readonly text: string }): Promise<unknown> {
    authorizeDesign(authorityOf(model, organisation, actor))
    const { page } = parseJsonObject(text, { numbers: 'integer' }) as unknown as Partial<PrintDefinition>
    return { name: language === 'zh' ? '打印校准页.pdf' : 'calibration.pdf', bytes: await testPageToPdf(pageSize(page), language) }
  },
}
