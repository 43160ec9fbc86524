import type { ListShape } from '@formwork/runtime/ui/list/list-shape.ts'

/** Pictures with what they show. */
export const gallery: ListShape = {
  name: 'gallery',
  label: { zh: '画廊', en: 'Gallery' },
  suggest(entity) {
    const field = entity.fields.find((each) => each.type === 'image' && each.hidden !== true)
    return field === undefined ? undefined : { name: 'gallery', type: 'gallery', image: field.name }
  },
  load: () => import('./view.vue'),
}
