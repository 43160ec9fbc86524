import { fieldViews, rareFieldViews } from '@formwork/plugins/views.ts'
import { lines } from '@formwork/plugins/fields/lines/index.ts'
import type { FieldType } from '@formwork/platform/plugin/contracts/field-type.ts'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'

/** Field types as the server has them, with their faces on the screen. */
const views = new Map<string, FieldView>(fieldViews.map((view) => [view.type.name, view]))
const types = new Map<string, FieldType>([lines, ...fieldViews.map((view) => view.type)].map((type) => [type.name, type]))
const fallback = views.get('text')!

/** Fetches the faces of further types that are named; a type that is known already costs nothing. */
export async function loadFieldViews(names: Iterable<string>): Promise<void> {
  const wanted = [...new Set(names)].filter((name) => !types.has(name) && Object.hasOwn(rareFieldViews, name))
  for (const view of await Promise.all(wanted.map((name) => rareFieldViews[name]!()))) {
    views.set(view.type.name, view)
    types.set(view.type.name, view.type)
  }
}

/** All there are: for the designer, which may add a field of any type. */
export const loadAllFieldViews = (): Promise<void> => loadFieldViews(Object.keys(rareFieldViews))

/** A type that this client does not know is shown as text: an older page must not break. */
export function fieldType(name: string): FieldType {
  return types.get(name) ?? fallback.type
}

export function fieldView(name: string): FieldView {
  return views.get(name) ?? fallback
}

export function isNumeric(name: string): boolean {
  return fieldType(name).feelType === 'number'
}
