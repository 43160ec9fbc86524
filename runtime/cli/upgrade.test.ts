import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { executeCommand } from '../host/execute-command.ts'
import { LoadedWorkspace } from '../host/loaded-workspace.ts'
import { openDatabase } from '../host/database-location.ts'
import { WorkspaceDirectory } from '../host/workspace-directory.ts'
import { notesTemplate } from '../server/fixture/notes-template.fixture.ts'
import type { Answer } from '../command/unit.ts'
import { BASE_RELEASE, readDefinitionFiles, readReleaseNumber } from '../store/definitions/definitions.ts'
import { runCli, writeTemplate } from './run-cli.fixture.ts'

const SLOW = 120_000
const registry = createServerRegistry()
let root: string
let data: string
let count = 0
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'formwork-upgrade-'))
  data = join(root, 'data')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Loose {
  [name: string]: any // eslint-disable-line @typescript-eslint/no-explicit-any
}

function edit(files: readonly DefinitionFile[], path: string, change: (definition: Loose) => void): DefinitionFile[] {
  return files.map((file) => {
    if (file.path !== path) return file
    const definition = JSON.parse(file.text) as Loose
    change(definition)
    return { path, text: JSON.stringify(definition) }
  })
}

const folderOf = (files: readonly DefinitionFile[]): string => writeTemplate(join(root, `template-${++count}`), files)

/** The template as the owner has changed and published it. */
async function customise(
  name: string,
  change: (files: DefinitionFile[]) => DefinitionFile[],
  isPublished = true,
  template: readonly DefinitionFile[] = notesTemplate,
): Promise<void> {
  await runCli(['clone', folderOf(template), name, '--sample', 'people', '--data', data])
  await inside(name, async (workspace) => {
    const run = (act: string, body: unknown): Promise<Answer> =>
      executeCommand(workspace, { do: act, person: null, language: 'zh', channel: 'installation', requestId: act, body })
    const texts = new Map(template.map(({ path, text }) => [path, text]))
    const files = change([...template]).filter(({ path, text }) => texts.get(path) !== text)
    const { revision } = await run('save-definitions', { release: 1, files: files.map((file) => ({ ...file, revision: 0 })) })
    if (isPublished) await run('publish', { release: 1, revision, comment: 'own' })
  })
}

async function inside<T>(name: string, work: (workspace: LoadedWorkspace) => Promise<T>): Promise<T> {
  const entry = await new WorkspaceDirectory(data).find(name)
  const database = await openDatabase(registry, entry!.location)
  try {
    return await work(new LoadedWorkspace(database, registry))
  } finally {
    await database.close()
  }
}

const released = (name: string, number?: number): Promise<Map<string, Loose>> =>
  inside(name, ({ database }) =>
    database.read(async (reading) => {
      const files = await readDefinitionFiles(reading, number ?? (await readReleaseNumber(reading)))
      return new Map(files.map(({ path, text }) => [path, path.endsWith('.json') ? (JSON.parse(text) as Loose) : { text }]))
    }),
  )
const upgrade = (template: readonly DefinitionFile[], name: string, ...options: string[]) =>
  runCli(['upgrade', folderOf(template), name, '--data', data, ...options])

const scenario = (quantity: string): DefinitionFile => ({
  path: 'scenarios/held.json',
  text: JSON.stringify({
    kind: 'scenario',
    name: 'held',
    sample: 'people',
    when: [
      { name: 'note', as: 'admin', do: 'submit', entity: 'note', values: { party: 'north', lines: [{ article: 'ink', quantity: '3' }] } },
    ],
    then: [{ name: 'sum', ledger: 'holding', where: { article: 'ink' }, measures: { quantity } }],
  }),
})
const next = (change: (files: DefinitionFile[]) => DefinitionFile[]): DefinitionFile[] =>
  edit(change([...notesTemplate]), 'template.json', (template) => (template.version = '2.0.0'))
const withField = (name: string) => (files: DefinitionFile[]) =>
  edit(files, 'note/entity.json', (note) => note.fields.push({ name, label: name, type: 'text' }))

/** A diagram in which two steps follow each other, and what stands between them. */
const diagram = (first: string, second: string, between = '', way = ['first', 'second']): DefinitionFile => ({
  path: 'note/process.bpmn',
  text: `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="https://formwork.example/test">
  <bpmn:process id="check" isExecutable="true">
    <bpmn:startEvent id="start"/>
    <bpmn:userTask id="first" name="${first}"/>
    ${between}<bpmn:userTask id="second" name="${second}"/>
    <bpmn:endEvent id="end"/>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="first"/>
    ${way
      .slice(1)
      .map((to, index) => `<bpmn:sequenceFlow id="way-${to}" sourceRef="${way[index]}" targetRef="${to}"/>`)
      .join('')}
    <bpmn:sequenceFlow id="z" sourceRef="second" targetRef="end"/>
  </bpmn:process>
</bpmn:definitions>
`,
})
const approved = (steps: readonly string[] = ['first', 'second']): DefinitionFile => ({
  path: 'note/process.json',
  text: JSON.stringify({
    kind: 'process',
    name: 'check',
    label: 'Check',
    bpmn: 'process.bpmn',
    entity: 'note',
    start: 'submitted',
    elements: Object.fromEntries(steps.map((step) => [step, { assign: '=role("clerk")', empty: 'admin' }])),
  }),
})
const withDiagram = (...drawn: readonly [DefinitionFile, DefinitionFile]): DefinitionFile[] => [...notesTemplate, ...drawn]

describe('formwork upgrade', () => {
  it(
    'lays together a diagram that both sides have changed: steps, ways and who decides them',
    async () => {
      const base = withDiagram(diagram('First', 'Second'), approved())
      const own = (): DefinitionFile[] => withDiagram(diagram('Ours first', 'Second'), approved())
      await customise('drawn', own, true, base)
      const more = '<bpmn:userTask id="middle" name="Middle"/>'
      const theirs = edit(
        withDiagram(diagram('First', 'Their second', more, ['first', 'middle', 'second']), approved(['first', 'middle', 'second'])),
        'template.json',
        (template) => (template.version = '2.0.0'),
      )
      const run = await upgrade(theirs, 'drawn', '--language', 'zh')
      expect([run.code, run.errors]).toEqual([0, ''])
      const after = await released('drawn')
      const { text } = after.get('note/process.bpmn') as { text: string }
      for (const name of ['Ours first', 'Middle', 'Their second']) expect(text).toContain(`name="${name}"`)
      expect(text).not.toContain('name="First"')
      expect(text).toMatch(/sourceRef="first" targetRef="middle"/)
      expect(text).not.toMatch(/sourceRef="first" targetRef="second"/)
      expect(Object.keys(after.get('note/process.json')!.elements as object)).toEqual(['first', 'middle', 'second'])

      const stopped = await upgrade(
        edit(
          withDiagram(diagram('Their first', 'Their second', more, ['first', 'middle', 'second']), approved(['first', 'middle', 'second'])),
          'template.json',
          (template) => (template.version = '3.0.0'),
        ),
        'drawn',
      )
      expect(stopped.code).toBe(1)
      expect(stopped.output).toMatch(/^! file\/note\/process\.bpmn#first .*changed on both sides/m)
      expect(stopped.output).toContain('yours: step "First (first)": name changed from "First" to "Ours first"')
      expect(stopped.output).toContain('template: step "First (first)": name changed from "First" to "Their first"')
      expect(((await released('drawn')).get('note/process.bpmn') as { text: string }).text).toContain('Ours first')
    },
    SLOW,
  )

  it(
    'says what would happen, then merges, runs the scenarios and publishes with the tables',
    async () => {
      await customise('shop', (files) => [...withField('own')(files), scenario('5')])
      const template = next(withField('given'))
      const dry = await upgrade(template, 'shop', '--dry-run', '--language', 'zh')
      expect([dry.code, dry.errors]).toEqual([0, ''])
      expect(dry.output).toContain('新增字段「given」')
      expect(dry.output).toContain('业务场景：1 个通过，0 个失败')
      expect((await released('shop')).get('template.json')!.version).not.toBe('2.0.0')

      const run = await upgrade(template, 'shop')
      expect([run.code, run.errors]).toEqual([0, ''])
      expect(run.output).toContain('Published as release 3')
      const after = await released('shop')
      expect(after.get('note/entity.json')!.fields.map((field: Loose) => field.name)).toEqual(expect.arrayContaining(['own', 'given']))
      expect(after.get('template.json')!.version).toBe('2.0.0')
      expect(after.has('scenarios/held.json')).toBe(true)
      expect((await released('shop', BASE_RELEASE)).get('note/entity.json')!.fields.map((field: Loose) => field.name)).not.toContain('own')
      expect(await upgrade(template, 'shop')).toMatchObject({
        code: 0,
        output: expect.stringContaining('What changes for you: 0') as string,
      })
      expect((await runCli(['doctor', '--data', data])).code).toBe(0)
    },
    SLOW,
  )

  it(
    'stops at a conflict until it is decided, one by one or all alike',
    async () => {
      const label = (text: string) => (files: DefinitionFile[]) => edit(files, 'item/entity.json', (item) => (item.label = text))
      await customise('labels', label('Own'))
      const stopped = await upgrade(next(label('Given')), 'labels')
      expect(stopped.code).toBe(1)
      expect(stopped.output).toMatch(/^! entity\/item\/label {2}\(changed on both sides; open\)$/m)
      expect(stopped.output).toMatch(/^ {6}yours: .*"Own"$/m)
      expect((await released('labels')).get('item/entity.json')!.label).toBe('Own')

      const choices = join(root, 'choices.json')
      writeFileSync(choices, JSON.stringify({ 'entity/item/label': 'ours' }))
      expect((await upgrade(next(label('Given')), 'labels', '--choices', choices, '--take', 'theirs')).code).toBe(0)
      expect((await released('labels')).get('item/entity.json')!.label).toBe('Own')
      expect((await upgrade(next(label('Third')), 'labels', '--take', 'theirs')).code).toBe(0)
      expect((await released('labels')).get('item/entity.json')!.label).toBe('Third')
      writeFileSync(choices, JSON.stringify({ 'entity/item/label': 'mine' }))
      expect((await upgrade(next(label('Given')), 'labels', '--choices', choices)).errors).toContain('ours, theirs')
    },
    SLOW,
  )

  it(
    "changes nothing when a scenario of the owner's fails on the result, or something is not published",
    async () => {
      await customise('guarded', (files) => [...files, scenario('5')])
      const doubled = next((files) =>
        edit(files, 'note/posting.json', (posting) => {
          const [entry] = posting.entries as Loose[]
          const verb = (entry!.add ?? entry!.move ?? entry!.take) as Record<string, string>
          verb.quantity = `${verb.quantity!} * 2`
        }),
      )
      const run = await upgrade(doubled, 'guarded')
      expect(run).toMatchObject({
        code: 1,
        output: expect.stringMatching(/Scenarios: 0 passed, 1 failed\n! held: sum: quantity/) as string,
      })
      expect((await released('guarded')).get('template.json')!.version).not.toBe('2.0.0')
      const accepted = await upgrade(doubled, 'guarded', '--let-fail', 'held', '--dry-run')
      expect(accepted).toMatchObject({ code: 0, output: expect.stringContaining('(you let it fail)') as string })

      await customise('open', withField('own'), false)
      expect(await upgrade(next(withField('given')), 'open')).toMatchObject({
        code: 1,
        errors: expect.stringContaining('working-copy-changed') as string,
      })
      expect(await upgrade(notesTemplate, 'nowhere')).toMatchObject({
        code: 1,
        errors: expect.stringContaining('no such workspace') as string,
      })
    },
    SLOW,
  )

  it(
    'is not stopped by a scenario that failed before, because the owner works otherwise',
    async () => {
      await customise('otherwise', (files) => [...files, scenario('6')])
      const run = await upgrade(next(withField('given')), 'otherwise', '--language', 'zh')
      expect([run.code, run.errors]).toEqual([0, ''])
      expect(run.output).toMatch(/业务场景：0 个通过，1 个失败\n {2}held: .*（升级之前就通不过）/)
      expect((await released('otherwise')).get('template.json')!.version).toBe('2.0.0')
    },
    SLOW,
  )
})
