import { fileSourceKey, type FileSource, type SentFile, type StoredFile } from '@formwork/runtime/ui/file/file-source.ts'
import { provide } from 'vue'
import { ApiError, interfaceBase, requestContext } from '../api/index.ts'
import { i18n } from '../i18n/index.ts'

/** Inputs of this page send files to the server and find them there again. */
export function useFileSource(): void {
  provide(fileSourceKey, source)
}

const source: FileSource = {
  send: ({ name, ...sent }) => sendFile('files', { name }, sent),
  describe: async (ids) => {
    const response = await fetch(`${interfaceBase}files?ids=${ids.join(',')}`, { credentials: 'same-origin' })
    return response.ok ? ((await response.json()) as { files: StoredFile[] }).files : []
  },
  address: (id, saves) => `${interfaceBase}files/${encodeURIComponent(id)}${saves ? '?download=true' : ''}`,
}

/** A request of its own kind: only this one tells how much has arrived. Errors: ApiError. */
export function sendFile(
  path: string,
  query: Record<string, string>,
  { content, progress, signal }: Pick<SentFile, 'content' | 'progress' | 'signal'>,
): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${interfaceBase}${path}?${new URLSearchParams(query)}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept-Language', requestContext.language)
    request.upload.addEventListener('progress', (event) => event.lengthComputable && progress(event.loaded / event.total))
    request.addEventListener('load', () => {
      const answer = readAnswer(request.responseText)
      if (request.status === 201) return resolve(answer as unknown as StoredFile)
      if (request.status === 401) void requestContext.onSignedOut()
      reject(new ApiError(request.status, answer))
    })
    request.addEventListener('error', () => reject(new ApiError(0, { code: 'offline', message: i18n.global.t('ui.file.offline') })))
    request.addEventListener('abort', () => reject(new ApiError(0, { code: 'offline', message: i18n.global.t('ui.file.offline') })))
    signal.addEventListener('abort', () => request.abort())
    request.send(content)
  })
}

function readAnswer(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return { code: 'internal', message: i18n.global.t('ui.file.offline') }
  }
}
