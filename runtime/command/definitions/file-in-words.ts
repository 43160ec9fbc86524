import type { Model } from '@formwork/platform/definition/model.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { describePlace } from '../../query/definitions/describe-place.ts'

/** What people call a file of definitions: its kind and its label, 表单 部门; its path where neither its own text nor the released one can be read. */
export function fileInWords(model: Model, path: string, text?: string | null): LocalizedText {
  const definition = parsed(text ?? model.files.find((file) => file.path === path)?.text)
  if (definition === undefined) return path
  return { zh: describePlace(definition, '', 'zh'), en: describePlace(definition, '', 'en') }
}

function parsed(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && 'kind' in value ? value : undefined
  } catch {
    return undefined
  }
}
