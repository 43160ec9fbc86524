import { AppError, fail } from '@formwork/platform/error/index.ts'
import { readPlainJson } from './plain-json.ts'
import type { Request, RequestHandler } from 'express'

/** 4 MB: a document of 2,000 lines; imports are streamed elsewhere. */
export const LARGEST_BODY = { bytes: 4 * 1024 * 1024, text: '4 MB' }
/** What somebody without an account fills in: texts and at most a hundred rows. */
export const FORM_BODY = { bytes: 64 * 1024, text: '64 KB' }
/** Login and password, a language: what is read before anybody is known. */
export const SMALL_BODY = { bytes: 16 * 1024, text: '16 KB' }

/**
 * Reads a JSON body with the one strict reader: duplicate keys, depth, forbidden keys and odd numbers are refused, and whatever is packed.
 * Errors: those of `readPlainJson`, too-large, unsupported-media-type.
 */
export function readBody(largest: typeof LARGEST_BODY): RequestHandler {
  return (request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.is('application/octet-stream')) return next()
    const coding = request.get('content-encoding') ?? 'identity'
    if (coding.toLowerCase() !== 'identity') return next(fail('unsupported-media-type', { type: coding }))
    collect(request, largest).then(
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
}

function collect(request: Request, largest: typeof LARGEST_BODY): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= largest.bytes) chunks.push(chunk)
    })
    request.on('end', () => {
      if (size > largest.bytes) reject(fail('too-large', { limit: largest.text }))
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
    throw fail('malformed-json', { place: 'UTF-8', reason: { zh: '不是 UTF-8 编码', en: 'not encoded as UTF-8' } })
  }
}
