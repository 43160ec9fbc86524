import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { propertyWords } from './words.ts'

const FOLDER = join(import.meta.dirname, '../schema')
/** Kinds that are written as files, not designed; identity is never told. */
const FILES_ONLY = /^(scenario.*|sample|guide|template|vocabulary)\.schema\.json$/
const IDENTITY = new Set(['kind', 'name', 'was'])

function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const properties = Array.isArray(schema) ? undefined : (schema as { properties?: object }).properties
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(namesIn)]
}

it('has a business word for every property of every kind of definition', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.schema.json') && !FILES_ONLY.test(file))
  const names = new Set(files.flatMap((file) => namesIn(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))))
  expect(names.size).toBeGreaterThan(150)
  expect([...names].filter((name) => !IDENTITY.has(name) && propertyWords[name] === undefined)).toEqual([])
})
