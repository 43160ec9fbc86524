import { AppError, fail } from '@formwork/platform/error/index.ts'
import { readPlainJson } from './plain-json.ts'
import type { Request, RequestHandler } from 'express'

/** 4 MB: a document of 2,000 lines; imports are streamed elsewhere. */
const MAXIMUM_BODY_BYTES = 4 * 1024 * 1024

/** Reads a JSON body with the one strict reader: duplicate keys, depth, forbidden keys and odd numbers are refused. */
export const readBody: RequestHandler = (request, _response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD' || request.is('application/octet-stream')) return next()
  collect(request).then(
    (bytes) => {
      try {
        request.body = bytes.length === 0 ? undefined : readPlainJson(decode(bytes))
        next()
      } catch (error) {
        next(error)
      }
    },
    (error: unknown) => next(error),
  )
}

function collect(request: Request): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= MAXIMUM_BODY_BYTES) chunks.push(chunk)
    })
    request.on('end', () => {
      if (size > MAXIMUM_BODY_BYTES) reject(fail('too-large', { limit: '4 MB' }))
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))
    })
    request.on('error', (error) => reject(new AppError('bad-request', { parameters: { reason: error.message } })))
    request.on('aborted', () => reject(fail('bad-request', { reason: 'aborted' })))
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw fail('malformed-json', { position: 0, reason: 'UTF-8' })
  }
}
