import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { InjectionKey } from 'vue'

/** A file that the server keeps. */
export interface StoredFile {
  id: string
  name: string
  mediaType: string
  bytes: number
}

/** A file on its way. */
export interface SentFile {
  content: Blob
  name: string
  /** What it is for. */
  field: FieldDefinition
  /** Told the share that has arrived, 0 to 1. */
  progress(share: number): void
  signal: AbortSignal
}

/** Where inputs send files and find them again; the page around provides it. */
export interface FileSource {
  /** Errors: those of the server, with a message for people. */
  send(sent: SentFile): Promise<StoredFile>
  /** Those of the files that the reader may see. */
  describe(ids: readonly string[]): Promise<StoredFile[]>
  /** Where a browser finds a file: to show it, or to save it. */
  address(id: string, saves?: boolean): string
}

export const fileSourceKey: InjectionKey<FileSource> = Symbol('file source')
