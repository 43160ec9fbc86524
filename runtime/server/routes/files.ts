import { pipeline } from 'node:stream/promises'
import { fail } from '@formwork/platform/error/index.ts'
import { Router, type Response } from 'express'
import { ask, callerOf, systemCommand } from '../caller.ts'
import type { FileStore } from '../files/file-store.ts'
import { fileStoreOf } from '../files/file-store-of.ts'
import { cleanName, mediaTypeOf, SHOWN_INLINE } from '../files/media-type.ts'

/** The largest upload; fields may say less. */
const MAXIMUM_BYTES = 20 * 1024 * 1024

/** Uploads and downloads. A file belongs to its sender until a record takes it, then to who may see that. */
export const fileRoutes = Router({ mergeParams: true })

fileRoutes.post('/files', async (request, response) => {
  if (!request.is('application/octet-stream')) throw fail('unsupported-media-type', { type: String(request.get('content-type') ?? '') })
  const { workspace, person } = callerOf(response)
  const name = cleanName(request.query.name)
  const { hash, bytes, head } = await storeOf(response).put(request, MAXIMUM_BYTES, (content) => void mediaTypeOf(content, name))
  const mediaType = mediaTypeOf(head, name)
  const { id } = await systemCommand(workspace, 'register-file', { hash, name, mediaType, bytes, person })
  response.status(201).json({ id, name, mediaType, bytes })
})

fileRoutes.get('/files', async (request, response) => {
  response.json(await ask(request, response, 'files', request.query))
})

fileRoutes.get('/files/:id', async (request, response) => {
  const file = (await ask(request, response, 'file', { id: request.params.id })) as {
    hash: string
    name: string
    mediaType: string
    bytes: number
  }
  const content = await storeOf(response).get(file.hash)
  const isShown = SHOWN_INLINE.has(file.mediaType) && request.query.download !== 'true'
  response.set({
    'Content-Type': file.mediaType,
    'Content-Length': String(file.bytes),
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll(/['()*]/g, escape)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
  await pipeline(content, response)
})

const escape = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

const storeOf = (response: Response): FileStore => fileStoreOf(callerOf(response).workspace)
