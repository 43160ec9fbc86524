import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bpmn } from '../engine/process/testing.fixture.ts'
import { notesTemplate } from '../server/fixture/notes-template.fixture.ts'
import { runCli, writeTemplate } from './run-cli.fixture.ts'

/** Processes of their own start slowly beside others. */
const SLOW = 60_000
const process = {
  kind: 'process',
  name: 'check',
  bpmn: 'check.bpmn',
  start: 'manual',
  elements: { look: { assign: '=role("administrator")' } },
}
const diagram = bpmn('<startEvent id="s"/><userTask id="look"/><endEvent id="e"/>\n  s -> look\n  look -> e').replace(
  'id="p"',
  'id="check"',
)

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'formwork-rehearse-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

it(
  'rehearses past instances from the command line, and says what it cannot find',
  async () => {
    const template = writeTemplate(join(root, 'template'), [
      ...notesTemplate,
      { path: 'check/process.json', text: JSON.stringify(process) },
      { path: 'check/check.bpmn', text: diagram },
    ])
    const data = join(root, 'data')
    expect(await runCli(['clone', template, 'shop', '--data', data])).toMatchObject({ code: 0 })
    const rehearse = (...more: string[]) => runCli(['rehearse', 'shop', ...more, '--data', data])
    expect(await rehearse('check', '--against', 'current')).toMatchObject({
      code: 0,
      output: expect.stringContaining('0 instances, 0 reproduced') as string,
    })
    expect(JSON.parse((await rehearse('check', '--json')).output)).toMatchObject({ process: 'check', instances: 0, rows: [] })
    expect(await rehearse('nothing')).toMatchObject({ code: 1, errors: expect.stringContaining('process-unknown') as string })
    expect(await rehearse('check', '--against', 'yesterday')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('not-an-option') as string,
    })
  },
  SLOW,
)
