import type { Response } from 'express'

/** The header that names a download; names in any script. */
export function nameFile(response: Response, name: string, mediaType: string): void {
  const plain = name.replace(/[^\w.-]+/g, '_')
  response.setHeader('Content-Type', mediaType)
  response.setHeader('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
}
