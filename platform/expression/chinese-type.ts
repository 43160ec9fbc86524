const WORDS: Readonly<Record<string, string>> = {
  'days and time duration': '时长',
  'years and months duration': '年月时长',
  'date and time': '日期时间',
  string: '文本',
  number: '数字',
  boolean: '是否',
  date: '日期',
  time: '时间',
  list: '列表',
  range: '区间',
  context: '组',
  function: '函数',
  null: '空值',
  any: '任意值',
}
const ANY_WORD = new RegExp(`\\b(?:${Object.keys(WORDS).join('|')})\\b`, 'g')

/** The name of a type as DMN writes it (`list<number>`), in Chinese; names of records stay as they are. */
export function chineseType(name: string): string {
  return WORDS[name] ?? name.replace(ANY_WORD, (word) => WORDS[word]!)
}
