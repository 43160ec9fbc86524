import { fail } from '@formwork/platform/error/index.ts'
import type { ServedWorkspace } from '../served-workspace.ts'
import { FileStore } from './file-store.ts'

/** Errors: `service-unavailable` where a workspace has no files. */
export function fileStoreOf({ files }: ServedWorkspace): FileStore {
  if (files === undefined) throw fail('service-unavailable', { reason: 'files' })
  return new FileStore(files)
}
