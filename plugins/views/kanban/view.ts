import type { ListShape } from '@formwork/runtime/ui/list/list-shape.ts'

/** Cards in columns by a choice or by the status; a card moves by dragging it, or by its menu. */
export const kanban: ListShape = {
  name: 'kanban',
  label: { zh: '看板', en: 'Board' },
  suggest(entity) {
    return entity.nature === 'document' ? { name: 'kanban', type: 'kanban', by: 'status' } : undefined
  },
  load: () => import('./view.vue'),
}
