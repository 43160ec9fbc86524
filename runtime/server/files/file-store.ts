import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fail } from '@formwork/platform/error/index.ts'
import { contentPath, incomingFolder } from '../../host/stored-content.ts'

export interface StoredContent {
  /** sha256, hexadecimal: the name of the content. */
  readonly hash: string
  readonly bytes: number
  /** The first bytes, by which its type is told. */
  readonly head: Buffer
}

const HEAD_BYTES = 64

/** Content by its hash: the same content is stored once, and no name from outside ever becomes a path. */
export class FileStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Stores a stream that `judge` does not refuse; nothing is left of what is refused. Errors: `too-large`, those of `judge`. */
  async put(source: Readable, maximumBytes: number, judge: (head: Buffer) => void = () => {}): Promise<StoredContent> {
    const incoming = incomingFolder(this.#folder)
    await mkdir(incoming, { recursive: true })
    const partial = join(incoming, randomUUID())
    const meter = new Meter(maximumBytes)
    try {
      await pipeline(source, meter, createWriteStream(partial, { flags: 'wx' }))
      judge(meter.head)
      const hash = meter.digest()
      await sync(partial)
      const place = contentPath(this.#folder, hash)
      await mkdir(join(place, '..'), { recursive: true })
      await rename(partial, place)
      return { hash, bytes: meter.bytes, head: meter.head }
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  }

  /** Errors: `not-found` when the content is missing. */
  async get(hash: string): Promise<ReadStream> {
    const place = contentPath(this.#folder, hash)
    await access(place).catch(() => {
      throw fail('not-found')
    })
    return createReadStream(place)
  }
}

/** Acknowledged means durable: the content lies on the disk before its row is written. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

class Meter extends Transform {
  readonly #hash = createHash('sha256')
  readonly #maximum: number
  bytes = 0
  head = Buffer.alloc(0)

  constructor(maximum: number) {
    super()
    this.#maximum = maximum
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.bytes += chunk.length
    if (this.bytes > this.#maximum) return done(fail('too-large', { limit: `${Math.floor(this.#maximum / 1_048_576)} MB` }))
    if (this.head.length < HEAD_BYTES) this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD_BYTES - this.head.length)])
    this.#hash.update(chunk)
    done(null, chunk)
  }

  digest(): string {
    return this.#hash.digest('hex')
  }
}
