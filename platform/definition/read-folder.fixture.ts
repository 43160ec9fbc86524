import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DefinitionFile } from './model.ts'

/** Every file of a folder as definition files, paths relative to it; for tests. */
export function readFolder(folder: string): DefinitionFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|bpmn)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(folder.length).replace(/^\//, ''), text: readFileSync(path, 'utf8') }))
}

/** The built-in template, loaded by path as every neutral test does. */
export const jxcFolder: string = new URL('../../templates/jxc', import.meta.url).pathname
