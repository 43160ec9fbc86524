import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'
import { renderStandaloneValidators } from './render-standalone.ts'
import { toFindings } from './schema-findings.ts'
import { validateDefinition } from './validate-definition.ts'

const registry = createBuiltInRegistry()

/** Runs CommonJS source as a bundler would. */
function runSource(source: string): Record<string, ValidateFunction> {
  const module = { exports: {} as Record<string, ValidateFunction> }
  const run = new Function('module', 'exports', 'require', source) // eslint-disable-line no-new-func
  run(module, module.exports, createRequire(new URL('../../package.json', import.meta.url)))
  return module.exports
}

describe('renderStandaloneValidators', () => {
  it('finds what the compiled validators find', () => {
    const validators = runSource(renderStandaloneValidators(registry))
    const definitions = readFolder(jxcFolder)
      .filter((file) => file.path.endsWith('.json'))
      .map((file) => JSON.parse(file.text) as { kind: string; label?: unknown })
    const damaged = definitions.map((definition) => ({ ...definition, label: 5, extra: true }))
    for (const definition of [...definitions, ...damaged]) {
      const validate = validators[definition.kind]!
      const findings = validate(definition) ? [] : toFindings(validate.errors as ErrorObject[])
      expect(findings).toEqual(validateDefinition(definition, registry))
    }
  })
})
