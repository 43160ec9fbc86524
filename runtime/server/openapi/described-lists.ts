import type { DescribedParameter, DescribedRoute } from './described-route.ts'
import { list, object, text, type JsonSchema } from './json-schema.ts'

const query = (name: string, description: string): DescribedParameter => ({ name, in: 'query', schema: text, description })
const anyAnswer: JsonSchema = { type: 'object' }

/** What stands beside the rows of a list. */
export const describedLists: readonly DescribedRoute[] = [
  {
    method: 'get',
    path: '/records/:entity/groups',
    summary: { zh: '按字段分组的数量与合计', en: 'How many records there are by the value of a field, with sums' },
    parameters: [
      query('by', 'The field.'),
      query('filter', 'As of the list.'),
      query('search', 'As of the list.'),
      query('totals', 'Sums of these fields.'),
    ],
    answer: object({ groups: list(anyAnswer) }),
  },
  {
    method: 'get',
    path: '/list-views/:list',
    summary: {
      zh: '列表的已存视图：自己的与共享给本人角色的（用 save-view、delete-view 修改）',
      en: 'Kept views of a list: one’s own and those shared with a role (changed by save-view, delete-view)',
    },
    answer: object({ views: list(anyAnswer) }),
  },
  {
    method: 'get',
    path: '/records/:entity/:id/referring',
    summary: { zh: '引用它的单据与资料，按种类计数', en: 'How many records refer to it, by kind' },
    answer: 'Referring',
  },
]
