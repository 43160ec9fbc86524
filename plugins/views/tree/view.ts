import type { ListShape } from '@formwork/runtime/ui/list/list-shape.ts'

/** Records below the record that they name as their parent. */
export const tree: ListShape = {
  name: 'tree',
  label: { zh: '树形', en: 'Tree' },
  suggest(entity) {
    const field = entity.fields.find((each) => each.type === 'reference' && each.entity === entity.name && each.multiple !== true)
    return field === undefined ? undefined : { name: 'tree', type: 'tree', by: field.name }
  },
  load: () => import('./view.vue'),
}
