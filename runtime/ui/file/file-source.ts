import type { InjectionKey } from 'vue'

/** A file that the server keeps. */
export interface StoredFile {
  id: string
  name: string
  mediaType: string
  bytes: number
}

/** Where inputs send files and find them again; the page around provides it. */
export interface FileSource {
  /** `progress` is told the share that has arrived, 0 to 1. Errors: those of the server, with a message for people. */
  send(content: Blob, name: string, progress: (share: number) => void, signal: AbortSignal): Promise<StoredFile>
  /** Those of the files that the reader may see. */
  describe(ids: readonly string[]): Promise<StoredFile[]>
  /** Where a browser finds a file: to show it, or to save it. */
  address(id: string, saves?: boolean): string
}

export const fileSourceKey: InjectionKey<FileSource> = Symbol('file source')
