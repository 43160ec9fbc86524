import type { ListShape } from '@formwork/runtime/ui/list/list-shape.ts'

/** Cards in columns by a choice or by the status; a card moves by dragging it, or by its menu. */
export const kanban: ListShape = {
  name: 'kanban',
  label: { zh: '看板', en: 'Board' },
  suggest(entity) {
    const field = entity.fields.find((each) => each.type === 'select' && each.multiple !== true && each.hidden !== true)
    if (entity.nature === 'document') return { name: 'kanban', type: 'kanban', by: 'status' }
    return field === undefined ? undefined : { name: 'kanban', type: 'kanban', by: field.name }
  },
  load: () => import('./view.vue'),
}
