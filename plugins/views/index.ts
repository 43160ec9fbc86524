import type { ListShape } from '@formwork/runtime/ui/list/list-shape.ts'
import { calendar } from './calendar/view.ts'
import { gallery } from './gallery/view.ts'
import { gantt } from './gantt/view.ts'
import { kanban } from './kanban/view.ts'
import { tree } from './tree/view.ts'

/** The ways to show a list beside its table, in the order of the switcher. */
export const listShapes: readonly ListShape[] = [kanban, calendar, gallery, tree, gantt]
