import type { CatalogueEntry } from './catalogue-entry.ts'

/** What can be wrong with definitions, expressions and diagrams. */
export const definitionErrors = {
  'definition-invalid': { status: 422, zh: '定义 {file} 无效:{reason}', en: 'The definition {file} is not valid: {reason}' },
  'definition-not-found': { status: 404, zh: '没有名为“{name}”的{kind}定义', en: 'There is no {kind} definition named "{name}"' },
  'duplicate-name': { status: 422, zh: '名称“{name}”重复', en: 'The name "{name}" is used twice' },
  'bad-name': { status: 422, zh: '“{name}”不能用作名称', en: '"{name}" cannot be used as a name' },
  'unknown-name': { status: 422, zh: '没有“{name}”{suggestion}', en: 'There is no "{name}"{suggestion}' },
  'migration-refused': { status: 409, zh: '无法发布:{reason}', en: 'Cannot publish: {reason}' },
  'publish-conflict': { status: 409, zh: '发布期间数据已变化,请重新预览后再发布', en: 'The data changed during the publish; preview and publish again' },
  'merge-conflict': { status: 409, zh: '升级有 {count} 处冲突需要处理', en: 'The upgrade has {count} conflicts to settle' },
  'formula-error': { status: 422, zh: '公式“{name}”出错:{reason}', en: 'The formula "{name}" failed: {reason}' },
  'formula-cycle': { status: 422, zh: '公式互相引用成环:{cycle}', en: 'Formulas refer to each other in a circle: {cycle}' },
  'expression-syntax': { status: 422, zh: '表达式第 {position} 个字符处有语法错误:{text}', en: 'Syntax error in the expression at character {position}: {text}' },
  'expression-too-large': { status: 422, zh: '表达式过大({what} 上限 {limit})', en: 'The expression is too large ({what}, limit {limit})' },
  'expression-not-query': { status: 422, zh: '“{text}”不能用于查询条件:{reason}', en: '"{text}" cannot be used in a query condition: {reason}' },
  'bpmn-doctype': { status: 422, zh: 'BPMN 文件含有 DOCTYPE,已拒绝', en: 'The BPMN file contains a DOCTYPE and was refused' },
  'bpmn-unparsable': { status: 422, zh: 'BPMN 文件无法解析:{reason}', en: 'The BPMN file cannot be parsed: {reason}' },
  'bpmn-unsupported': { status: 422, zh: '流程元素“{element}”({type})不受支持:{reason}', en: 'The process element "{element}" ({type}) is not supported: {reason}' },
  'bpmn-invalid': { status: 422, zh: '流程元素“{element}”有误:{reason}', en: 'The process element "{element}" is wrong: {reason}' },
  'plugin-conflict': { status: 500, zh: '插件冲突:{kind}“{name}”已被注册', en: 'Plugin conflict: the {kind} "{name}" is already registered' },
  'plugin-invalid': { status: 500, zh: '插件“{name}”无效:{reason}', en: 'The plugin "{name}" is not valid: {reason}' },
  'unknown-plugin': { status: 422, zh: '没有名为“{name}”的{kind}插件', en: 'There is no {kind} plugin named "{name}"' },
} as const satisfies Record<string, CatalogueEntry>
