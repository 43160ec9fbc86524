import type { ListShape } from '@formwork/runtime/ui/list/list-shape.ts'

/** Records as bars from one of their days to another. */
export const gantt: ListShape = {
  name: 'gantt',
  label: { zh: '甘特图', en: 'Gantt' },
  suggest(entity) {
    const [by, to] = entity.fields.filter(({ type, hidden }) => type === 'date' && hidden !== true)
    if (by === undefined || to === undefined) return undefined
    const whose = entity.fields.find(({ type, hidden, multiple }) => type === 'reference' && hidden !== true && multiple !== true)
    return { name: 'gantt', type: 'gantt', by: by.name, to: to.name, fields: whose === undefined ? [] : [whose.name] }
  },
  load: () => import('./view.vue'),
}
