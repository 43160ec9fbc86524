import { crc32, deflateRawSync } from 'node:zlib'

interface Entry {
  readonly name: Buffer
  readonly offset: number
  checksum: number
  packed: number
  plain: number
}

const DEFLATE = 8
/** Sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808
const VERSION = 20
/** The first day that ZIP can write: files are the same whenever they are made. */
const DAY = 0x0021

/** A ZIP archive written from front to back: every part is compressed as it comes, nothing is kept but the list of files (APPNOTE 6.3). */
export class ZipStream {
  readonly #write: (bytes: Buffer) => Promise<void>
  readonly #entries: Entry[] = []
  #offset = 0

  constructor(write: (bytes: Buffer) => Promise<void>) {
    this.#write = write
  }

  /** One file out of parts. A stored-block end is written last, so that each part can be compressed on its own. */
  async file(name: string, parts: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const entry: Entry = { name: Buffer.from(name), offset: this.#offset, checksum: 0, packed: 0, plain: 0 }
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(VERSION, 4)
    head.writeUInt16LE(FLAGS, 6)
    head.writeUInt16LE(DEFLATE, 8)
    head.writeUInt16LE(DAY, 12)
    head.writeUInt16LE(entry.name.length, 26)
    await this.#put(Buffer.concat([head, entry.name]))
    for await (const part of parts) {
      const plain = Buffer.from(part)
      entry.checksum = crc32(plain, entry.checksum)
      entry.plain += plain.length
      // A full flush ends on a byte and leaves the stream open for the next part.
      const packed = deflateRawSync(plain, { finishFlush: 3 })
      entry.packed += packed.length
      await this.#put(packed)
    }
    const end = Buffer.from([0x03, 0x00])
    entry.packed += end.length
    const tail = Buffer.alloc(16)
    tail.writeUInt32LE(0x08074b50, 0)
    tail.writeUInt32LE(entry.checksum, 4)
    tail.writeUInt32LE(entry.packed, 8)
    tail.writeUInt32LE(entry.plain, 12)
    await this.#put(Buffer.concat([end, tail]))
    this.#entries.push(entry)
  }

  async end(): Promise<void> {
    const start = this.#offset
    for (const entry of this.#entries) {
      const head = Buffer.alloc(46)
      head.writeUInt32LE(0x02014b50, 0)
      head.writeUInt16LE(VERSION, 4)
      head.writeUInt16LE(VERSION, 6)
      head.writeUInt16LE(FLAGS, 8)
      head.writeUInt16LE(DEFLATE, 10)
      head.writeUInt16LE(DAY, 14)
      head.writeUInt32LE(entry.checksum, 16)
      head.writeUInt32LE(entry.packed, 20)
      head.writeUInt32LE(entry.plain, 24)
      head.writeUInt16LE(entry.name.length, 28)
      head.writeUInt32LE(entry.offset, 42)
      await this.#put(Buffer.concat([head, entry.name]))
    }
    const tail = Buffer.alloc(22)
    tail.writeUInt32LE(0x06054b50, 0)
    tail.writeUInt16LE(this.#entries.length, 8)
    tail.writeUInt16LE(this.#entries.length, 10)
    tail.writeUInt32LE(this.#offset - start, 12)
    tail.writeUInt32LE(start, 16)
    await this.#put(tail)
  }

  async #put(bytes: Buffer): Promise<void> {
    this.#offset += bytes.length
    await this.#write(bytes)
  }
}
