import { fork } from 'node:child_process'
import { timingSafeEqual } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, type AppError } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { environmentWithCache } from '../../host/compile-cache.ts'
import { unpackError } from '../../host/transported-error.ts'
import type { WorkspaceDirectory } from '../../host/workspace-directory.ts'
import { hashToken } from '../../store/sessions/sessions.ts'
import { readSetupTemplates, type SetupTemplate, type TemplateChoice } from './setup-choices.ts'
import type { SetupMessage, SetupOrder } from './setup-process.ts'
import { readSetupRequest } from './setup-request.ts'

export interface SetupOptions {
  /** Folder of the templates that a workspace may be made from. */
  readonly templates: string
  /** Who knows it may make the first workspace, once; absent: whoever reaches a server that listens to this machine alone, and again. */
  readonly token?: string
}

export interface SetupState {
  readonly state: 'open' | 'making' | 'made' | 'failed'
  /** Steps of the sample: how many are done, of how many. */
  readonly done: number
  readonly total: number
  /** The workspace that is being made, or was. */
  readonly workspace: string | null
  readonly problem?: AppError | Error
}

const FIRST: SetupState = { state: 'open', done: 0, total: 0, workspace: null }
/** Names of workspaces are parts of addresses; people read the company's name instead. */
const NAME = 'main'

/** The door of the first run: tells what may be chosen, makes one workspace at a time, says how far it is. */
export class SetupDoor {
  readonly #options: SetupOptions
  readonly #directory: WorkspaceDirectory
  readonly #sqliteDriver: string
  readonly #registry: Registry
  #templates: Promise<ReadonlyMap<string, SetupTemplate>> | undefined
  #state: SetupState = FIRST
  #stop: () => void = () => undefined

  constructor(options: SetupOptions, place: { directory: WorkspaceDirectory; sqliteDriver: string; registry: Registry }) {
    this.#options = options
    this.#directory = place.directory
    this.#sqliteDriver = place.sqliteDriver
    this.#registry = place.registry
  }

  /** Whether somebody has to say the token that the terminal shows. */
  get asksToken(): boolean {
    return this.#options.token !== undefined
  }

  get state(): SetupState {
    return this.#state
  }

  /** Errors: `setup-refused`. */
  admit(token: string | undefined): void {
    const { token: wanted } = this.#options
    if (wanted === undefined) return
    if (token === undefined || !timingSafeEqual(Buffer.from(hashToken(token)), Buffer.from(hashToken(wanted)))) throw fail('setup-refused')
  }

  async choices(): Promise<TemplateChoice[]> {
    return [...(await this.#read()).values()].map(({ choice }) => choice)
  }

  /** Begins to make a workspace. Errors: `setup-under-way`, `setup-closed`, those of `readSetupRequest`. */
  async begin(body: unknown, language: 'zh' | 'en'): Promise<void> {
    const request = readSetupRequest(body, await this.#read(), this.#registry)
    if (this.#state.state === 'making') throw fail('setup-under-way')
    if (this.#state.state === 'made' && this.asksToken) throw fail('setup-closed')
    this.#state = { ...FIRST, state: 'making' }
    try {
      const name = await this.#freeName()
      this.#state = { ...this.#state, workspace: name }
      const place = { root: this.#directory.root, sqliteDriver: this.#sqliteDriver, templates: this.#options.templates }
      this.#run({ ...place, name, request, language })
    } catch (error) {
      this.#fail(error as Error)
    }
  }

  /** Ends what is under way; a workspace that is not whole leaves nothing. */
  close(): void {
    this.#stop()
  }

  #run(order: SetupOrder): void {
    const child = fork(new URL('./setup-process.ts', import.meta.url), {
      env: environmentWithCache(),
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#stop = () => child.disconnect()
    child.on('message', (message: SetupMessage) => {
      if ('error' in message) this.#fail(unpackError(message.error))
      else if ('made' in message) this.#state = { ...this.#state, state: 'made' }
      else this.#state = { ...this.#state, ...message }
      if ('error' in message || 'made' in message) child.disconnect()
    })
    child.on('exit', () => {
      this.#stop = () => undefined
      if (this.#state.state === 'making') void this.#lose(order.name)
    })
    child.send(order)
  }

  /** The process went before it was done: what it left is no workspace. */
  async #lose(name: string): Promise<void> {
    if ((await this.#directory.find(name)) === undefined) await rm(join(this.#directory.root, name), { recursive: true, force: true })
    this.#fail(fail('service-unavailable', { reason: { zh: '新建被中断', en: 'the making was interrupted' } }))
  }

  #fail(problem: Error): void {
    this.#state = { ...FIRST, state: 'failed', problem }
  }

  #read(): Promise<ReadonlyMap<string, SetupTemplate>> {
    return (this.#templates ??= readSetupTemplates(this.#options.templates, this.#registry))
  }

  async #freeName(): Promise<string> {
    // Whatever has the name, a workspace or not, keeps it.
    const taken = new Set(await readdir(this.#directory.root).catch(() => []))
    let count = 1
    while (taken.has(nameOf(count))) count++
    return nameOf(count)
  }
}

const nameOf = (count: number): string => (count === 1 ? NAME : `${NAME}-${count}`)
