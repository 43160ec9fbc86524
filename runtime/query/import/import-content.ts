/** What is done with the rows of a file: new records only, changes of known ones only, or whichever fits. */
export type ImportMode = 'insert' | 'update' | 'upsert'

/** What a person has decided about a file, kept with the import. */
export interface ImportContent {
  readonly file: { readonly id: string; readonly name: string; readonly hash: string }
  readonly table: { readonly sheet?: number; readonly heading: number; readonly encoding?: string }
  readonly headings: readonly (string | null)[]
  /** A field each column of the file goes to (`code`, `lines.price`); null: left out. */
  readonly columns: readonly (string | null)[]
  /** What every record of the file is given beside its columns, as a cell would say it: by field of the header. */
  readonly same?: Readonly<Record<string, string>>
  readonly mode: ImportMode
  /** The field by which known records are found; needed to change them. */
  readonly key?: string
  /** The column whose same value keeps rows together as one record with lines. */
  readonly group?: number
  /** Documents are submitted as well. */
  readonly submit: boolean
  readonly language: 'zh' | 'en'
  /** Of an API key: an import may do no more than who has begun it. */
  readonly scopes?: readonly string[]
  /** What the file is refused for as a whole. */
  readonly failure?: string
}

/** Something wrong in the file: which row and column, in words. */
export interface ImportProblem {
  /** As the file counts rows, from 1. */
  readonly row: number
  /** Position in the file, from 0; absent: the record as a whole. */
  readonly column?: number
  readonly message: string
}
