import { ApiError, interfaceBase, requestContext } from '@formwork/runtime/client/api/index.ts'

/** Hands a file that the server makes of a body to the browser. Errors: ApiError. */
export async function downloadMade(path: string, body: unknown): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': requestContext.language }
  const init: RequestInit = { method: 'POST', headers, body: JSON.stringify(body), credentials: 'same-origin' }
  const response = await fetch(interfaceBase + path, init).catch(() => undefined)
  if (response === undefined) throw new ApiError(0, { code: 'offline', message: 'offline' })
  if (!response.ok) throw new ApiError(response.status, (await response.json().catch(() => ({}))) as Record<string, unknown>)
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = name === undefined ? 'file' : decodeURIComponent(name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
