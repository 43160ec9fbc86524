import type { CatalogueEntry } from './catalogue-entry.ts'

/** What can be wrong with what somebody sent, before it is looked at as business. */
export const inputErrors = {
  'malformed-json': { status: 400, zh: '内容不是有效的 JSON(第 {position} 个字符处):{reason}', en: 'The content is not valid JSON (at character {position}): {reason}' },
  'duplicate-key': { status: 400, zh: '“{key}”在同一个对象中出现了两次', en: '"{key}" appears twice in the same object' },
  'too-deep': { status: 400, zh: '内容嵌套超过 {limit} 层', en: 'The content is nested deeper than {limit} levels' },
  'forbidden-key': { status: 400, zh: '不允许使用名称“{key}”', en: 'The name "{key}" is not allowed' },
  'too-large': { status: 413, zh: '内容过大,上限为 {limit}', en: 'The content is too large, the limit is {limit}' },
  'unsupported-media-type': { status: 415, zh: '不支持的内容类型“{type}”', en: 'The content type "{type}" is not supported' },
  'unknown-field': { status: 422, zh: '没有名为“{field}”的字段', en: 'There is no field named "{field}"' },
  'wrong-type': { status: 422, zh: '应为{expected},收到的是{actual}', en: 'Expected {expected}, received {actual}' },
  'required': { status: 422, zh: '“{label}”必须填写', en: '"{label}" is required' },
  'too-long': { status: 422, zh: '“{label}”最多 {limit} 个字符', en: '"{label}" may have at most {limit} characters' },
  'too-many-digits': { status: 422, zh: '“{label}”最多 {scale} 位小数', en: '"{label}" may have at most {scale} digits after the decimal point' },
  'too-many-items': { status: 422, zh: '“{label}”最多 {limit} 项', en: '"{label}" may have at most {limit} items' },
  'out-of-range': { status: 422, zh: '“{label}”必须在 {minimum} 到 {maximum} 之间', en: '"{label}" must lie between {minimum} and {maximum}' },
  'bad-format': { status: 422, zh: '“{value}”不是有效的{expected}', en: '"{value}" is not a valid {expected}' },
  'not-an-option': { status: 422, zh: '“{value}”不是“{label}”的可选项', en: '"{value}" is not an option of "{label}"' },
  'bad-number': { status: 422, zh: '“{text}”不是有效的数字', en: '"{text}" is not a valid number' },
  'bad-date': { status: 422, zh: '“{text}”不是有效的日期或时间', en: '"{text}" is not a valid date or time' },
  'bad-id': { status: 422, zh: '“{text}”不是有效的编号', en: '"{text}" is not a valid id' },
  'bad-filter': { status: 422, zh: '筛选条件无效:{reason}', en: 'The filter is not valid: {reason}' },
  'bad-request': { status: 400, zh: '请求无效:{reason}', en: 'The request is not valid: {reason}' },
  'empty-filter': { status: 422, zh: '批量修改必须带有筛选条件', en: 'A bulk change needs a filter' },
  'file-refused': { status: 422, zh: '文件“{name}”被拒绝:{reason}', en: 'The file "{name}" was refused: {reason}' },
} as const satisfies Record<string, CatalogueEntry>
