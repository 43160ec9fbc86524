import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mutants } from './mutants.fixture.ts'

/** Every mutant takes seconds, so they run on demand: `FORMWORK_MUTANTS=all`, or the words of a name. */
const wanted = process.env.FORMWORK_MUTANTS
const HISTORIES = Number(process.env.FORMWORK_MUTANT_HISTORIES ?? 20)
const STEPS = 30
const root = new URL('../../../', import.meta.url)
const program = new URL('run-mutant.fixture.ts', import.meta.url).pathname

function run(index: number, histories: number): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, String(index), String(histories), String(STEPS)], {
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

const chosen = mutants
  .map((mutant, index) => ({ ...mutant, index }))
  .filter(({ name }) => wanted === 'all' || (wanted !== undefined && name.includes(wanted)))

describe('one wrong line in the engine', () => {
  it.each(mutants)('$name: its line stands once in the engine', ({ file, from, to }) => {
    expect(readFileSync(new URL(file, root), 'utf8').split(from)).toHaveLength(2)
    expect(to).not.toBe(from)
  })

  it.each(wanted === undefined ? [] : [HISTORIES])(
    'the engine as it is agrees with the plain model in %i histories',
    (histories) => {
      expect(run(-1, histories)).toEqual({ status: 0, output: '' })
    },
    600_000,
  )

  it.each(chosen)(
    '$name: the plain model catches it',
    ({ index }) => {
      const { status, output } = run(index, HISTORIES)
      expect({ status, output }).toMatchObject({ status: 3 })
    },
    600_000,
  )
})
