import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { CellFace } from './field-view.ts'

/** A cell that names a record: what is typed is looked up by the server. */
export function recordCell(entity: (field: FieldDefinition) => string | undefined): CellFace {
  return { align: 'start', assist: 'records', width: 180, entity, read: (text) => text, write: () => '' }
}
