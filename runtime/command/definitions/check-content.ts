import { readBpmn } from '@formwork/platform/definition/bpmn/index.ts'
import { schemaOfKind } from '@formwork/platform/definition/schema/resolve-schema.ts'
import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { parseJsonObject } from '@formwork/platform/value/index.ts'

/** Folders and a file of `.json` or `.bpmn`: nothing hidden, nothing upwards. */
const PATH = /^(?:[\p{L}\p{N}][\p{L}\p{N}_（）-]{0,60}\/){0,4}[\p{L}\p{N}][\p{L}\p{N}_（）-]{0,60}\.(?:json|bpmn)$/u
/** As in the schema of every definition. */
const NAME = /^(?=.{1,60}$)[\p{L}_][\p{L}\p{N}_（）]*(-[\p{L}\p{N}_（）]+)*$/u

/** Names that objects of the language itself have. */
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor'])

/** Errors: `bad-path`. */
export function checkPath(path: string): void {
  if (!PATH.test(path)) throw fail('bad-path', { path })
}

/**
 * What may be kept in the working copy although it is not finished: JSON that says what it is, or a diagram that can be
 * read. Everything else about it is a problem that the next check tells.
 * Errors: those of the JSON reader, `definition-invalid`, `bpmn-doctype`, `bpmn-unparsable`, `bpmn-invalid`.
 */
export async function checkContent(path: string, text: string): Promise<void> {
  try {
    if (path.endsWith('.bpmn')) await readBpmn(text)
    else checkJson(path, text)
  } catch (error) {
    throw isAppError(error) ? error.under(path) : error
  }
}

/** U+0000 as JSON writes it; no database and no file name holds one. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/

function refuseNul(path: string, text: string): void {
  const line = NUL.exec(text)?.index
  if (line === undefined) return
  const at = text.slice(0, line).split('\n').length
  throw invalid(path, { zh: `第 ${at} 行有看不见的字符（\\u0000）`, en: `line ${at} holds an invisible character (\\u0000)` })
}

function checkJson(path: string, text: string): void {
  refuseNul(path, text)
  const { kind, name } = parseJsonObject(text, { numbers: 'integer' })
  const isKnown = typeof kind === 'string' && schemaOfKind(kind) !== undefined
  if (!isKnown) throw invalid(path, { zh: '没有说明是哪一种定义（kind）', en: 'it does not say which kind of definition it is (kind)' })
  if (typeof name === 'string' && FORBIDDEN.has(name)) {
    throw invalid(path, { zh: `“${name}”不能用作名称`, en: `"${name}" cannot be a name` })
  }
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw invalid(path, { zh: '没有可用的名称（name）', en: 'it has no usable name (name)' })
  }
}

function invalid(file: string, reason: { zh: string; en: string }): Error {
  return fail('definition-invalid', { file, reason })
}
