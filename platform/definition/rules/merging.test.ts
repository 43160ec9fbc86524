import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { loadDefinitions } from '../load.ts'

const registry = createBuiltInRegistry()
const template = { kind: 'template', name: 'small', label: 'Small', version: '1.0.0' }
const text = { name: 'text', label: 'Text', type: 'text' }
const party = { kind: 'entity', name: 'party', label: 'Party', nature: 'master', fields: [text] }

function problemsOf(entity: object): string[] {
  const files = [template, entity].map((each, index) => ({ path: `file-${index}.json`, text: JSON.stringify(each) }))
  return loadDefinitions(files, registry)
    .problems.filter(({ pointer }) => pointer.startsWith('/merge'))
    .map(({ pointer, code }) => `${pointer} ${code}`)
}

describe('merging', () => {
  it.each([
    ['master data', { ...party, merge: {} }, []],
    ['a field in which both agree', { ...party, merge: { same: ['text'] } }, []],
    ['a field that is not there', { ...party, merge: { same: ['text', 'txt'] } }, ['/merge/same/1 unknown-name']],
    ['a document', { ...party, nature: 'document', merge: {} }, ['/merge merge-not-possible']],
  ])('%s', (_what, entity, problems) => expect(problemsOf(entity)).toEqual(problems))
})
