import type { Dialect, OpenDatabase } from '@formwork/platform/plugin/contracts/dialect.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import type { Database } from '../store/database.ts'

/** Which database a workspace lies in; plain data, so that it travels to threads and readers. */
export interface DatabaseLocation extends OpenDatabase {
  readonly dialect: Dialect['name']
}

export function openDatabase(registry: Registry, location: DatabaseLocation, options: { readOnly?: boolean } = {}): Promise<Database> {
  return requireContribution(registry, 'dialects', location.dialect).open({ ...location, ...options })
}
