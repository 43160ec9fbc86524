import type { ListShape } from '@formwork/runtime/ui/list/list-shape.ts'

/** Records on the days of a month or a week. */
export const calendar: ListShape = {
  name: 'calendar',
  label: { zh: '日历', en: 'Calendar' },
  suggest(entity) {
    const field = entity.fields.find((each) => (each.type === 'date' || each.type === 'date-time') && each.hidden !== true)
    return field === undefined || entity.nature !== 'document' ? undefined : { name: 'calendar', type: 'calendar', by: field.name }
  },
  load: () => import('./view.vue'),
}
