import { fieldViews } from '@formwork/plugins/views.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import type { FieldType } from '@formwork/platform/plugin/contracts/field-type.ts'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'

/** Field types as the server has them, and their faces on the screen. */
export const registry = createBuiltInRegistry()

const views = new Map<string, FieldView>(fieldViews.map((view) => [view.name, view]))
const fallbackType = registry.fields.get('text')!
const fallbackView = views.get('text')!

/** A type that this client does not know is shown as text: an older page must not break. */
export function fieldType(name: string): FieldType {
  return registry.fields.get(name) ?? fallbackType
}

export function fieldView(name: string): FieldView {
  return views.get(name) ?? fallbackView
}

export function isNumeric(name: string): boolean {
  return fieldType(name).feelType === 'number'
}
