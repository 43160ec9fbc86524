import { api, workspaceName, type RecordChanges } from '../../api/index.ts'

/** Input that was kept and not saved. */
export interface KeptScratch {
  /** Milliseconds since the epoch. */
  at: number
  version?: number | null
  changes: RecordChanges
  /** What references are called, as far as it was known. */
  titles: Record<string, string>
  /** Kept by the server only: it was typed on another device. */
  isElsewhere?: boolean
}

/** Clocks of devices differ; what is newer by less is the same input. */
const SAME_TIME = 15_000

/**
 * Where unsaved input lies: in this browser at once, so that it survives being offline, and on the server,
 * so that another device can go on with it.
 */
export class ScratchKeeper {
  readonly #place: { entity: string; id?: string }
  readonly #key: string
  #sent = ''
  #isOnServer = false
  #forgotten = 0

  constructor(person: string | undefined, entity: string, id: string | undefined) {
    this.#place = { entity, ...(id === undefined ? {} : { id }) }
    this.#key = `formwork.scratch.${workspaceName}.${person}.${entity}.${id ?? 'new'}`
  }

  /** The newest input that is kept anywhere. */
  async find(): Promise<KeptScratch | undefined> {
    const text = localStorage.getItem(this.#key)
    const local = text === null ? undefined : (JSON.parse(text) as KeptScratch)
    const remote = await api.scratch(this.#place.entity, this.#place.id).catch(() => undefined)
    if (remote?.scratch == null) return local
    this.#isOnServer = true
    if (local !== undefined && remote.scratch.at < local.at + SAME_TIME) return local
    return { ...remote.scratch, titles: {}, isElsewhere: true }
  }

  keep(scratch: KeptScratch): void {
    localStorage.setItem(this.#key, JSON.stringify(scratch))
    void this.#send(scratch)
  }

  forget(): void {
    localStorage.removeItem(this.#key)
    this.#sent = ''
    this.#forgotten++
    if (this.#isOnServer) this.#drop()
  }

  #drop(): void {
    this.#isOnServer = false
    void api.command('drop-scratch', this.#place, '').catch(() => undefined)
  }

  /** Only what has changed since; what the server does not take (no right, no connection) stays in this browser. */
  async #send({ version, changes }: KeptScratch): Promise<void> {
    const text = JSON.stringify(changes)
    if (text === this.#sent) return
    this.#sent = text
    const forgotten = this.#forgotten
    const body = { ...this.#place, changes, ...(version == null ? {} : { version }) }
    const answer = await api.command('keep-scratch', body, '').catch(() => undefined)
    if (answer === undefined) this.#sent = ''
    else if (forgotten === this.#forgotten) this.#isOnServer = true
    else this.#drop()
  }
}
