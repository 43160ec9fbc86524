import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fail } from '@formwork/platform/error/index.ts'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import { systemReason } from './describe-system-error.ts'

/** Definitions are texts of people: a file beyond this size is none. */
const LARGEST_FILE = 2 * 1024 * 1024

/** Every `.json` and `.bpmn` file under a folder, by path; links are not followed. Errors: `not-found`, `file-refused`. */
export async function readTemplateFolder(folder: string): Promise<DefinitionFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw fail('file-refused', { name: folder, reason: systemReason(error) })
  })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(json|bpmn)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  const files = paths.map(async (path) => ({ path: relative(folder, path).split(sep).join('/'), text: await readText(path) }))
  return (await Promise.all(files)).sort((left, right) => (left.path < right.path ? -1 : 1))
}

/** The same for a template: a folder without one is said to be none. Errors: also `file-refused`. */
export async function readTemplate(folder: string): Promise<DefinitionFile[]> {
  const files = await readTemplateFolder(folder)
  if (files.some(({ text }) => /"kind"\s*:\s*"template"/.test(text))) return files
  const reason = { zh: '其中没有 template.json，不是模板文件夹', en: 'it holds no template.json, so it is no folder of a template' }
  throw fail('file-refused', { name: folder, reason })
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path)
  if (bytes.length > LARGEST_FILE) throw fail('file-refused', { name: path, reason: `more than ${LARGEST_FILE} bytes` })
  // Some editors begin a file with a byte order mark.
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}
