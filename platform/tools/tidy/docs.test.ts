import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../error/catalogue.ts'
import { listFiles } from './list-files.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const documents = listFiles().filter(({ path }) => path.endsWith('.md'))

describe('the documents', () => {
  it.each(documents)('$path points at files that exist', ({ path, text }) => {
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => match[1]!)
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([])
  })

  it('LIFECYCLE.md names only exits of the catalogue', () => {
    const picture = documents.find(({ path }) => path === 'platform/docs/LIFECYCLE.md')!.text.split('```')[1]!
    const exits = picture
      .split('\n')
      .flatMap((line) => /\s{2,}([a-z]+(?:-[a-z]+)+(?:\s+[a-z]+(?:-[a-z]+)*)*)\s*$/.exec(line)?.[1]?.split(/\s+/) ?? [])
    expect(exits.length).toBeGreaterThan(30)
    expect(exits.filter((code) => !(code in catalogue))).toEqual([])
  })
})
