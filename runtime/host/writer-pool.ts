import { Writer } from './writer.ts'

/** A small fixed number of writer threads; every workspace is pinned to one of them while it is open. */
export class WriterPool {
  readonly #writers: Writer[]

  constructor(size: number, report: (error: unknown) => void) {
    this.#writers = Array.from({ length: size }, () => new Writer(report))
  }

  /** The writer with the fewest workspaces. */
  choose(): Writer {
    return this.#writers.reduce((least, writer) => (writer.load < least.load ? writer : least))
  }

  async close(): Promise<void> {
    await Promise.all(this.#writers.map((writer) => writer.end()))
  }
}
