import { ApiError, interfaceBase, requestContext } from '../api/index.ts'

/** Fetches a file and hands it to the browser; `received` hears how many bytes have come. Errors: ApiError as everywhere. */
export async function download(
  path: string,
  query: Record<string, string | undefined>,
  signal?: AbortSignal,
  received?: (bytes: number) => void,
): Promise<void> {
  const { blob, name } = await fetchFile(path, query, signal, received)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** A file of the server with the name that it gives. Errors: ApiError. */
async function fetchFile(
  path: string,
  query: Record<string, string | undefined>,
  signal?: AbortSignal,
  received?: (bytes: number) => void,
): Promise<{ blob: Blob; name: string }> {
  const parameters = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])))
  let response: Response
  try {
    response = await fetch(`${interfaceBase}${path}?${parameters}`, {
      headers: { 'Accept-Language': requestContext.language },
      credentials: 'same-origin',
      signal,
    })
  } catch {
    throw new ApiError(0, { code: 'offline', message: 'offline' })
  }
  if (!response.ok) throw new ApiError(response.status, (await response.json().catch(() => ({}))) as Record<string, unknown>)
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
  return { blob: await readBody(response, received), name: name === undefined ? 'file' : decodeURIComponent(name) }
}

/** Errors: ApiError, where the line breaks before the end. */
async function readBody(response: Response, received: (bytes: number) => void = () => undefined): Promise<Blob> {
  const parts: BlobPart[] = []
  let bytes = 0
  const reader = response.body!.getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value)
      received((bytes += part.value.byteLength))
    }
  } catch {
    throw new ApiError(0, { code: 'offline', message: 'offline' })
  }
  return new Blob(parts, { type: response.headers.get('Content-Type') ?? '' })
}
