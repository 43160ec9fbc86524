import type { WorkingCopy } from '../api/design-api.ts'
import { readContent, textOfContent } from './file-text.ts'
import type { Content, Files } from './operation.ts'
import { registry } from './registry.ts'

interface Origin {
  readonly text: string
  readonly content: Content
}

/** The working copy as the server has it: texts, what they were read as, and the revisions that were seen. */
export class ServerTexts {
  readonly #origins = new Map<string, Origin>()
  readonly #saved = new Map<string, string>()
  readonly #revisions = new Map<string, number>()
  /** What an edited content was written as: contents never change, and every change asks for the texts of all. */
  readonly #written = new WeakMap<object, { readonly origin: Origin | undefined; readonly text: string }>()

  /** Everything as it is on the server. */
  adopt(copy: WorkingCopy): Files {
    const known = new Set(copy.files.map(({ path }) => path))
    for (const path of [...this.#saved.keys()].filter((each) => !known.has(each))) this.forget(path)
    this.#revisions.clear()
    for (const { path, text } of copy.files) this.#take(path, text)
    for (const { path, revision } of copy.changes) this.#revisions.set(path, revision)
    return new Map([...this.#origins].filter(([path]) => known.has(path)).map(([path, origin]) => [path, origin.content]))
  }

  /** What others changed meanwhile, laid into files; paths in `held` stay as they are here. */
  merge(copy: WorkingCopy, files: Files, held: ReadonlySet<string>): Files {
    const texts = new Map(copy.files.map(({ path, text }) => [path, text]))
    const next = new Map(files)
    for (const path of new Set([...texts.keys(), ...this.#saved.keys()])) {
      if (held.has(path) || texts.get(path) === this.#saved.get(path)) continue
      const content = this.follow(copy, path)
      if (content === undefined) next.delete(path)
      else next.set(path, content)
    }
    for (const path of [...this.#revisions.keys()].filter((each) => !held.has(each))) this.#revisions.delete(path)
    for (const { path, revision } of copy.changes) if (!held.has(path)) this.#revisions.set(path, revision)
    return next
  }

  /** One file as the server has it; undefined when it is gone there. */
  follow(copy: WorkingCopy, path: string): Content | undefined {
    const text = copy.files.find((file) => file.path === path)?.text
    if (text === undefined) this.forget(path)
    else this.#take(path, text)
    this.see(path, copy.changes.find((change) => change.path === path)?.revision ?? 0)
    return text === undefined ? undefined : this.#origins.get(path)!.content
  }

  /** The server has kept this text; 0: it is what is released. */
  keep(path: string, text: string | null, revision: number): void {
    if (text === null) this.#saved.delete(path)
    else this.#saved.set(path, text)
    this.see(path, revision)
  }

  see(path: string, revision: number): void {
    if (revision === 0) this.#revisions.delete(path)
    else this.#revisions.set(path, revision)
  }

  /** What was last seen of a file on the server. */
  seen(path: string): Content | undefined {
    const text = this.#saved.get(path)
    return text === undefined ? undefined : readSafely(path, text)
  }

  revisionOf(path: string): number {
    return this.#revisions.get(path) ?? 0
  }

  /** The bytes of a file with this content; null: the file goes. */
  textOf(path: string, content: Content | undefined): string | null {
    if (content === undefined) return null
    const origin = this.#origins.get(path)
    const known = typeof content === 'object' && content !== null ? this.#written.get(content) : undefined
    if (known !== undefined && known.origin === origin) return known.text
    const text = textOfContent(path, content, origin, registry)
    if (typeof content === 'object' && content !== null) this.#written.set(content, { origin, text })
    return text
  }

  /** Files that differ from what the server has. */
  dirtyPaths(files: Files): string[] {
    const paths = new Set([...files.keys(), ...this.#saved.keys()])
    return [...paths].filter((path) => this.textOf(path, files.get(path)) !== (this.#saved.get(path) ?? null))
  }

  forget(path: string): void {
    this.#saved.delete(path)
    this.#revisions.delete(path)
  }

  /** What was read from the same text stays the same object. */
  #take(path: string, text: string): void {
    this.#saved.set(path, text)
    if (this.#origins.get(path)?.text !== text) this.#origins.set(path, { text, content: readSafely(path, text) })
  }
}

/** A file that cannot be read is edited as text. */
function readSafely(path: string, text: string): Content {
  try {
    return readContent(path, text)
  } catch {
    return text
  }
}
