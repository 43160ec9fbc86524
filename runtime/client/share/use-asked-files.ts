import { fileSourceKey, type StoredFile } from '@formwork/runtime/ui/file/file-source.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { onScopeDispose, provide } from 'vue'
import { newKey } from '../api/attempt.ts'
import { sendFile } from '../file/file-source.ts'

/** Files of a public form go in by its own door; whoever sends one sees it again from his own device, never from the server. */
export function useAskedFiles(token: string, pathOf: (field: FieldDefinition) => string) {
  let visit = newKey()
  const sent = new Map<string, { file: StoredFile; address: string }>()
  onScopeDispose(() => sent.forEach(({ address }) => URL.revokeObjectURL(address)))
  provide(fileSourceKey, {
    send: async ({ name, field, ...sending }) => {
      const path = `public-forms/${encodeURIComponent(token)}/files`
      const file = await sendFile(path, { name, field: pathOf(field), visit }, sending)
      sent.set(file.id, { file, address: URL.createObjectURL(sending.content) })
      return file
    },
    describe: (ids) => Promise.resolve(ids.flatMap((id) => sent.get(id)?.file ?? [])),
    address: (id) => sent.get(id)?.address ?? '',
  })
  return {
    /** What this page calls itself: with it an answer names the files that it has sent. */
    visit: () => visit,
    /** Another answer begins. */
    renew: () => void (visit = newKey()),
  }
}
