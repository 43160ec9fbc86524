import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { postingTemplate } from '../../bench/posting-template.ts'
import type { Workspace } from '../../host/workspace.ts'
import { Workspaces } from '../../host/workspaces.ts'
import type { Answer } from '../unit.ts'

export interface WorkingCopy {
  release: number
  revision: number
  files: { path: string; text: string }[]
  changes: { path: string; revision: number; person: string; isStale: boolean; isRemoved: boolean }[]
}

/** A workspace on disk with a writer thread and a reader process, and a designer at work in it. */
export class DesignedWorkspace {
  readonly root: string
  readonly workspaces: Workspaces
  readonly workspace: Workspace
  /** Who acts when nobody is named: may do everything. */
  designer: number | null = null

  private constructor(root: string, workspaces: Workspaces, workspace: Workspace) {
    this.root = root
    this.workspaces = workspaces
    this.workspace = workspace
  }

  static async open(): Promise<DesignedWorkspace> {
    const root = await mkdtemp(join(tmpdir(), 'formwork-design-'))
    const workspaces = new Workspaces({ root, writers: 1, readers: 1 })
    await workspaces.create('one', postingTemplate)
    const designed = new DesignedWorkspace(root, workspaces, (await workspaces.get('one'))!)
    designed.designer = await designed.person('安', ['clerk'])
    return designed
  }

  async person(name: string, roles: readonly string[]): Promise<number> {
    const { id } = await this.run(
      'save',
      { entity: 'person', changes: { values: { name, login: `p${name.codePointAt(0)}`, roles } } },
      null,
    )
    return Number(id)
  }

  async close(): Promise<void> {
    await this.workspaces.close()
    await rm(this.root, { recursive: true, force: true })
  }

  run(name: string, body: unknown, person: number | null = this.designer): Promise<Answer> {
    return this.workspace.execute({ do: name, person, language: 'zh', channel: 'api', requestId: 'r', body })
  }

  ask<T>(query: string, parameters: unknown = {}, person: number | null = this.designer): Promise<T> {
    return this.workspace.read(query, { person, language: 'zh', arguments: parameters }) as Promise<T>
  }

  copy(person: number | null = this.designer): Promise<WorkingCopy> {
    return this.ask<WorkingCopy>('working-copy', {}, person)
  }

  /** Saves one file over what is there now. */
  async save(path: string, text: string | null, person: number | null = this.designer): Promise<Answer> {
    const { release, changes } = await this.copy(person)
    const revision = changes.find((change) => change.path === path)?.revision ?? 0
    return this.run('save-definitions', { release, files: [{ path, text, revision }] }, person)
  }

  async change(path: string, edit: (definition: EntityDefinition) => void): Promise<Answer> {
    const { files } = await this.copy()
    const definition = JSON.parse(files.find((file) => file.path === path)!.text) as EntityDefinition
    edit(definition)
    return this.save(path, `${JSON.stringify(definition, null, 2)}\n`)
  }

  async publish(comment = 'test'): Promise<Answer> {
    const { release, revision } = await this.copy()
    return this.run('publish', { release, revision, comment })
  }

  async create(entity: string, values: Record<string, unknown>, lines?: readonly Record<string, unknown>[]): Promise<string> {
    const changes = {
      values,
      ...(lines === undefined ? {} : { lines: { lines: lines.map((line, index) => ({ do: 'insert', ref: `l${index}`, values: line })) } }),
    }
    return (await this.run('save', { entity, changes })).id as string
  }

  async read(
    entity: string,
    id: string,
  ): Promise<{
    version: number
    status: string
    values: Record<string, unknown>
    lines: Record<string, { id: string; values: Record<string, unknown> }[]>
  }> {
    return this.ask('record', { entity, id })
  }
}
