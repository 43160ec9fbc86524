import { onScopeDispose, ref } from 'vue'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { useBrokenLines } from './use-broken-lines.ts'
import { refuseFile, type FileRefusal } from './refuse-file.ts'
import type { FileSource, StoredFile } from './file-source.ts'

export interface Upload {
  key: number
  name: string
  bytes: number
  /** Arrived so far, 0 to 1. */
  share: number
  problem?: string
}

/** Files on their way; those that fail stay listed with their reason until they are dismissed or tried again. */
export function useUploads(options: {
  source: () => FileSource | undefined
  field: () => FieldDefinition
  pictures: () => boolean
  refusal: (refusal: FileRefusal) => string
  arrived: (file: StoredFile) => void
}) {
  const uploads = ref<Upload[]>([])
  const contents = new Map<number, File>()
  const running = new Map<number, AbortController>()
  const broken = useBrokenLines((key) => void send(key))
  let last = 0
  onScopeDispose(() => running.forEach((controller) => controller.abort()))

  function add(files: Iterable<File>): void {
    for (const file of files) {
      const key = ++last
      const refusal = refuseFile(file, options.field(), options.pictures())
      uploads.value = [...uploads.value, { key, name: file.name, bytes: file.size, share: 0, problem: refusal && options.refusal(refusal) }]
      if (refusal !== undefined) continue
      contents.set(key, file)
      void send(key)
    }
  }

  async function send(key: number): Promise<void> {
    const file = contents.get(key)
    const source = options.source()
    if (file === undefined || source === undefined || running.has(key)) return
    broken.stop(key)
    const controller = new AbortController()
    running.set(key, controller)
    change(key, { share: 0, problem: undefined })
    try {
      const stored = await source.send({
        content: file,
        name: file.name,
        field: options.field(),
        progress: (share) => change(key, { share }),
        signal: controller.signal,
      })
      dismiss(key)
      options.arrived(stored)
    } catch (error) {
      if (controller.signal.aborted) return
      change(key, { problem: (error as Error).message })
      if ((error as { isOffline?: boolean }).isOffline === true) broken.tryLater(key)
      else broken.forget(key)
    } finally {
      running.delete(key)
    }
  }

  function change(key: number, part: Partial<Upload>): void {
    uploads.value = uploads.value.map((upload) => (upload.key === key ? { ...upload, ...part } : upload))
  }

  /** Also stops it. */
  function dismiss(key: number): void {
    running.get(key)?.abort()
    broken.forget(key)
    contents.delete(key)
    uploads.value = uploads.value.filter((upload) => upload.key !== key)
  }

  const mayRetry = (key: number): boolean => contents.has(key)

  return { uploads, add, send, dismiss, mayRetry }
}
