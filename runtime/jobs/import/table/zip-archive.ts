import { open, type FileHandle } from 'node:fs/promises'
import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { refuseFile } from './table-row.ts'

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly offset: number
}

const END_MARK = 0x06054b50
const ENTRY_MARK = 0x02014b50
const LOCAL_MARK = 0x04034b50
const END_LENGTH = 22
const ENTRY_LENGTH = 46
const LOCAL_LENGTH = 30
const LONGEST_COMMENT = 0xffff
const MOST_ENTRIES = 5_000
const MOST_DIRECTORY = 4 * 1024 * 1024
const [STORED, DEFLATED] = [0, 8]
const ENCRYPTED = 0x1

/**
 * An archive, read from its directory (APPNOTE 4.3). What its sizes promise is not believed: content is unpacked as it is
 * read, and no more of it than the caller allows. Errors: `file-refused`.
 */
export class ZipArchive {
  readonly #file: FileHandle
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(file: FileHandle, entries: ReadonlyMap<string, Entry>) {
    this.#file = file
    this.#entries = entries
  }

  static async open(path: string): Promise<ZipArchive> {
    const file = await open(path, 'r')
    try {
      return new ZipArchive(file, await readDirectory(file))
    } catch (error) {
      await file.close()
      throw error
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /** The text of a part, piece by piece. */
  async *text(name: string, mostBytes: number): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8')
    const { content, failure } = await this.#stream(name, mostBytes)
    try {
      for await (const chunk of content) yield decoder.decode(chunk as Buffer, { stream: true })
    } catch (error) {
      throw failure() ?? (error as Error)
    }
    yield decoder.decode()
  }

  /** The whole text of a small part; empty where there is none. */
  async whole(name: string, mostBytes: number): Promise<string> {
    if (!this.has(name)) return ''
    let text = ''
    for await (const part of this.text(name, mostBytes)) text += part
    return text
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  async #stream(name: string, mostBytes: number): Promise<{ content: Readable; failure: () => Error | undefined }> {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw refuseFile(`缺少 ${name}`, `${name} is missing`)
    const head = Buffer.alloc(LOCAL_LENGTH)
    await this.#file.read(head, 0, LOCAL_LENGTH, entry.offset)
    if (head.readUInt32LE(0) !== LOCAL_MARK) throw damaged()
    const start = entry.offset + LOCAL_LENGTH + head.readUInt16LE(26) + head.readUInt16LE(28)
    if (entry.packed === 0) throw damaged()
    const packed = this.#file.createReadStream({ start, end: start + entry.packed - 1, autoClose: false })
    let failure: Error | undefined
    const done = (error: Error | null | undefined): void => {
      if (error) failure = error instanceof RangeError ? tooMuch() : damaged()
    }
    const meter = new Meter(mostBytes)
    const content = entry.method === STORED ? pipeline(packed, meter, done) : pipeline(packed, createInflateRaw(), meter, done)
    return { content, failure: () => failure }
  }
}

/** Stops a stream that grows beyond what a workbook can need. */
class Meter extends Transform {
  #left: number

  constructor(most: number) {
    super()
    this.#left = most
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.#left -= chunk.length
    if (this.#left < 0) done(new RangeError('More content than allowed'))
    else done(null, chunk)
  }
}

async function readDirectory(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat()
  const length = Math.min(size, END_LENGTH + LONGEST_COMMENT)
  const tail = Buffer.alloc(length)
  await file.read(tail, 0, length, size - length)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + END_LENGTH > length || tail.readUInt32LE(end) !== END_MARK) throw damaged()
  const [count, bytes, start] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (count > MOST_ENTRIES || bytes > MOST_DIRECTORY || start + bytes > size) throw damaged()
  const directory = Buffer.alloc(bytes)
  await file.read(directory, 0, bytes, start)
  return readEntries(directory, count)
}

function readEntries(directory: Buffer, count: number): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (let index = 0, at = 0; index < count; index++) {
    if (at + ENTRY_LENGTH > directory.length || directory.readUInt32LE(at) !== ENTRY_MARK) throw damaged()
    const [flags, method] = [directory.readUInt16LE(at + 8), directory.readUInt16LE(at + 10)]
    const names = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + names)
    if ((flags & ENCRYPTED) !== 0) throw refuseFile('文件有密码保护', 'it is protected by a password')
    if (method !== STORED && method !== DEFLATED) throw damaged()
    entries.set(name, { name, method, packed: directory.readUInt32LE(at + 20), offset: directory.readUInt32LE(at + 42) })
    at += ENTRY_LENGTH + names + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

const damaged = (): Error => refuseFile('文件已损坏', 'it is damaged')
const tooMuch = (): Error => refuseFile('解压后的内容过大', 'it unpacks to too much content')
