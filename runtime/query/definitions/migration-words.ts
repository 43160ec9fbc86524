import type { Model } from '@formwork/platform/definition/model.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { MigrationChange } from '../../store/migrate/preview-migration.ts'
import { labelInWords } from './label-in-words.ts'

/** What a publish does to stored data, as a sentence. Fields that go are named by the model that still has them. */
export function describeMigration(change: MigrationChange, after: Model, before: Model, language: 'zh' | 'en'): string {
  const at = nameOf(change.path, after, language) ?? nameOf(change.path, before, language) ?? change.path
  const { rows } = change
  const { refused, restored } = change.conversion ?? { refused: 0, restored: 0 }
  const zh: Record<MigrationChange['does'], string> = {
    'add-entity': `新建「${at}」的数据表`,
    'add-lines': `新建明细「${at}」的数据表`,
    'add-field': `「${at}」加入已有的 ${rows} 条记录，值为空`,
    rename: `「${at}」改名，${rows} 条记录的数据跟随`,
    retire: `「${at}」不再显示；${rows} 条记录的数据保留，可以恢复`,
    revive: `「${at}」恢复，${rows} 条记录的数据重新可见`,
    convert: `「${at}」换类型：${rows} 个值中 ${rows - refused} 个可转换${restored > 0 ? `（其中 ${restored} 个恢复为换类型之前的原值）` : ''}${refused > 0 ? `，${refused} 个不能转换（保留原值，新字段为空）` : ''}`,
    require: `「${at}」必填，${rows} 条已有记录为空：下次保存时需要补填`,
    'make-unique': rows > 0 ? `「${at}」要求唯一，但有 ${rows} 组重复的值` : `「${at}」的值从此不可重复`,
  }
  const en: Record<MigrationChange['does'], string> = {
    'add-entity': `a table for "${at}" is made`,
    'add-lines': `a table for the lines "${at}" is made`,
    'add-field': `"${at}" joins ${rows} records, empty`,
    rename: `"${at}" is renamed; the data of ${rows} records follow`,
    retire: `"${at}" is no longer shown; the data of ${rows} records are kept and can be brought back`,
    revive: `"${at}" comes back with the data of ${rows} records`,
    convert: `"${at}" changes its type: ${rows - refused} of ${rows} values convert${restored > 0 ? ` (${restored} come back as they were before the type was changed)` : ''}${refused > 0 ? `; ${refused} do not (the old values are kept, the new field is empty)` : ''}`,
    require: `"${at}" is required and empty in ${rows} records: they have to be filled when next saved`,
    'make-unique': rows > 0 ? `"${at}" has to be unique, but ${rows} values are repeated` : `"${at}" may not repeat from now on`,
  }
  return (language === 'zh' ? zh : en)[change.does]
}

/** `receipt/lines/price` in labels. */
function nameOf(path: string, model: Model, language: 'zh' | 'en'): string | undefined {
  const [entity, ...names] = path
    .replace(/#.*$/, '')
    // What stands aside after a change of the type is called as it was.
    .replaceAll(/~\d+(?=\/|$)/g, '')
    .split('/')
  const definition = model.entities.get(entity ?? '')
  if (definition === undefined) return undefined
  const labels = [labelInWords(definition, language)]
  let fields: readonly FieldDefinition[] = definition.fields
  for (const name of names) {
    const field = fields.find((candidate) => candidate.name === name)
    if (field === undefined) return undefined
    labels.push(labelInWords(field, language))
    fields = field.fields ?? []
  }
  return labels.join(' › ')
}
