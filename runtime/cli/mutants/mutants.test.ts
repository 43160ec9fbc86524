import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { describe, expect, it } from 'vitest'
import { readTemplateFolder } from '../../host/read-template-folder.ts'
import { runMutant } from './run-mutants.ts'
import { chooseFaults, seedFaults } from './seed-faults.ts'

const registry = createServerRegistry()
const folder = new URL('../../../templates/jxc', import.meta.url).pathname
const { model } = loadDefinitions(await readTemplateFolder(folder), registry, { release: 1, isChecked: true })
const faults = seedFaults(model!.files)

describe('seeded faults', () => {
  it('are of many kinds, each in one place of one file, and the same for the same seed', () => {
    expect(new Set(faults.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(10)
    const texts = new Map(model!.files.map(({ path, text }) => [path, text]))
    expect(faults.filter(({ path, text }) => texts.get(path) === text)).toEqual([])
    const names = (seed: number): string[] => chooseFaults(faults, 40, seed).map(({ name }) => name)
    expect(names(1)).toEqual(names(1))
    expect(names(1)).not.toEqual(names(2))
    expect(new Set(names(1)).size).toBe(40)
  })

  it('leave alone what nothing reads: a hidden field that no posting, print or conversion takes', () => {
    const lost = faults.filter(({ kind }) => kind === 'conversion lost field').map(({ name }) => name)
    expect(lost).toContain('conversion return-request-return: lost field: sourceLine')
    expect(lost).not.toContain('conversion kept-receipt-issue: lost field: sourceLine')
  })

  it.each([
    'posting retail-sale: flipped sign: change',
    'posting transfer-arrival: missing entry: lost',
    'process purchase-order-approval: wrong approver: finance',
    'ledger receivable: dropped assertion: not-negative',
  ])(
    '%s: a scenario notices',
    async (name) => {
      const fault = faults.find((each) => each.name === name)
      expect(
        fault,
        faults
          .map((each) => each.name)
          .filter((each) => each.startsWith('ledger'))
          .join('\n'),
      ).toBeDefined()
      expect((await runMutant(model!, fault!, registry)).caughtBy).toBeDefined()
    },
    60_000,
  )

  const count = Number(process.env.FORMWORK_MUTANTS ?? 0)
  it.runIf(count > 0)(
    'are noticed, 38 of 40, on demand (FORMWORK_MUTANTS)',
    async () => {
      const escaped: string[] = []
      for (const fault of chooseFaults(faults, count, 1)) {
        if ((await runMutant(model!, fault, registry)).caughtBy === undefined) escaped.push(fault.name)
      }
      expect(escaped.length, escaped.join('\n')).toBeLessThanOrEqual(Math.floor((count * 2) / 40))
    },
    1_800_000,
  )
})
