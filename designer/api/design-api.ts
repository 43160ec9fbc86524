import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { interfaceBase, type ReportData } from '@formwork/runtime/client/api/index.ts'
import type { PrintLayout } from '@formwork/runtime/client/print/print-shapes.ts'
import { downloadMade } from './download-made.ts'
import { request } from '@formwork/runtime/client/api/request.ts'

export interface WorkingCopy {
  release: number
  releasedAt: number | null
  releasedBy: string | null
  revision: number
  files: { path: string; text: string }[]
  changes: WorkingChange[]
}

export interface WorkingChange {
  path: string
  revision: number
  at: number
  person: string
  isRemoved: boolean
  /** The released text; null: there is none. */
  base: string | null
  /** A newer release has changed the file since this change began. */
  isStale: boolean
}

export interface DefinitionProblem {
  severity: 'error' | 'warning'
  code: string
  message: string
  file: string
  pointer: string
  place: string
  /** Of a formula: where in its text, behind the `=`. */
  position?: { from: number; to: number }
}

export interface MigrationLine {
  does: string
  path: string
  rows: number
  message: string
  blocks: boolean
  conversion?: { converted: number; refused: number; samples: { record: number; value: string }[] }
}

export interface PublishPreview {
  release: number
  revision: number
  problems: DefinitionProblem[]
  changes: { kind: string; definitionKind: string; definition: string; message: string }[]
  migration: MigrationLine[]
  instances: { process: string; label: LocalizedText; count: number; how: ('pinned' | 'reads')[] }[]
  conflicts: { path: string; person: string; at: number; baseRelease: number }[]
  isPublishable: boolean
}

export interface ReleaseLine {
  number: number
  at: number
  person: string
  note: string
}

/** One entry that a posting rule would write. */
export interface PostedEntry {
  entry: string
  ledger: string
  verb: string
  line: number | null
  from: { label: string; value: string }[] | null
  to: { label: string; value: string }[] | null
  measures: { label: string; value: string }[]
  isCosted: boolean
}

export interface RightsImpact {
  isComparable: boolean
  people: {
    person: string
    resources: {
      resource: string
      label: string
      opens: string[]
      closes: string[]
      shows: string[]
      hides: string[]
      records: { before: number | null; after: number | null } | null
    }[]
  }[]
  others: number
}

/** Somebody else's window of the designer. */
export interface PresentDesigner {
  name: string
  path: string | null
}

interface SavedFile {
  path: string
  text: string | null
  revision: number
}

const run = <Answer>(name: string, body: unknown): Promise<Answer> => request<Answer>('POST', `commands/${name}`, { body })

/** Everything that the designer asks of the server. */
export const designApi = {
  workingCopy: () => request<WorkingCopy>('GET', 'design'),
  check: (files: { path: string; text: string | null }[], signal?: AbortSignal) =>
    request<{ release: number; revision: number; problems: DefinitionProblem[] }>('POST', 'design/check', { body: { files }, signal }),
  preview: (restore?: number) => request<PublishPreview>('GET', 'design/preview', { query: { restore } }),
  releases: () => request<{ current: number; releases: ReleaseLine[] }>('GET', 'design/releases'),
  diff: (from: number, to?: number) => request<{ changes: PublishPreview['changes'] }>('GET', 'design/diff', { query: { from, to } }),
  uses: (kind: string, name: string, field?: string) =>
    request<{ uses: DefinitionProblem[] }>('GET', 'design/uses', { query: { kind, name, field } }),
  report: (text: string, signal?: AbortSignal) =>
    request<ReportData | { problems: DefinitionProblem[] }>('POST', 'design/report', { body: { text }, signal }),
  print: (text: string, id: string | undefined, signal?: AbortSignal) =>
    request<PrintLayout | { problems: DefinitionProblem[] }>('POST', 'design/print', {
      body: id === undefined ? { text } : { text, id },
      signal,
    }),
  posting: (text: string, id: string, signal?: AbortSignal) =>
    request<{ record: string; title: string; entries: PostedEntry[] }>('POST', 'design/posting', { body: { text, id }, signal }),
  formula: (body: { entity: string; id: string; formula: string; lines?: string }, signal?: AbortSignal) =>
    request<{ value: string | null; problems: string[] }>('POST', 'design/formula', { body, signal }),
  present: (body: { window: string; path?: string; leaves?: boolean }) =>
    request<{ others: PresentDesigner[] }>('POST', 'design/presence', { body }),
  /** While a window closes: handed to the browser, which sends it after the page is gone; answered to nobody. */
  leave: (body: { window: string; leaves: true }): void => {
    navigator.sendBeacon(`${interfaceBase}design/presence`, new Blob([JSON.stringify(body)], { type: 'application/json' }))
  },
  testPage: (text: string) => downloadMade('design/print-test', { text }),
  rights: () => request<RightsImpact>('GET', 'design/rights'),
  save: (release: number, files: SavedFile[], overRelease?: boolean) =>
    run<{ revision: number; files: Record<string, number> }>('save-definitions', {
      release,
      files,
      ...(overRelease === true ? { overRelease } : {}),
    }),
  discard: (files: { path: string; revision: number }[]) => run<{ revision: number }>('discard-definitions', { files }),
  publish: (release: number, revision: number, comment: string) =>
    run<{ release: number; revision: number }>('publish', { release, revision, comment }),
  restore: (restore: number, release: number, comment: string) =>
    run<{ release: number }>('restore-release', { restore, release, comment }),
}
