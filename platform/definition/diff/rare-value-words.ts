type Words = readonly [zh: string, en: string]

/** Rules by which a decision table takes its rows, as DMN writes them. */
const hitPolicies: Readonly<Record<string, Words>> = {
  U: ['唯一命中', 'exactly one row'],
  A: ['命中的结果须相同', 'rows must agree'],
  P: ['取优先级最高的', 'the highest priority'],
  F: ['取第一条', 'the first row'],
  R: ['全部，按行的顺序', 'all, in the order of rows'],
  O: ['全部，按优先级', 'all, by priority'],
  C: ['全部收集', 'all collected'],
  'C+': ['求和', 'their sum'],
  'C<': ['取最小', 'the smallest'],
  'C>': ['取最大', 'the largest'],
  'C#': ['计数', 'their number'],
}

/** Values that few definitions have, by property. */
export const rareValueWords: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  aggregate: { last: ['最新值', 'latest'] },
  best: { largest: ['越大越好', 'the largest'], smallest: ['越小越好', 'the smallest'] },
  by: { initiator: ['由发起人指定', 'the initiator'], previous: ['由上一步的人指定', 'whoever decides before'] },
  cancel: {
    'before-decision': ['有人处理之前', 'before the first decision'],
    any: ['随时', 'any time'],
    approval: ['须他人同意', 'when others agree'],
    never: ['不能撤销', 'never'],
  },
  direction: { in: ['流入', 'in'], out: ['流出', 'out'] },
  extends: { system: ['系统自带的对象', 'what the system has'] },
  face: { list: ['下拉列表', 'a list'], radio: ['单选按钮', 'buttons'], checkbox: ['勾选框', 'boxes'] },
  folds: { open: ['可折叠，默认展开', 'yes, open at first'], closed: ['可折叠，默认收起', 'yes, folded at first'] },
  hitPolicy: hitPolicies,
  levels: {
    province: ['到省', 'province'],
    city: ['到市', 'city'],
    district: ['到区县', 'district'],
    detail: ['到详细地址', 'full address'],
  },
  mask: { middle: ['中间打码', 'the middle'], all: ['全部打码', 'everything'] },
  part: {
    year: ['按年', 'year'],
    quarter: ['按季度', 'quarter'],
    month: ['按月', 'month'],
    week: ['按周', 'week'],
    weekday: ['按星期几', 'day of the week'],
    calendarMonth: ['按月份（不分年）', 'month of the year'],
  },
  start: { unposted: ['反审核时', 'when unposted'], voided: ['作废时', 'when voided'], deleted: ['删除时', 'when deleted'] },
  style: { heading: ['标题行', 'heading'], detail: ['明细行', 'detail'], total: ['合计行', 'total'] },
  symbology: {
    code128: ['条形码 Code 128', 'Code 128'],
    code39: ['条形码 Code 39', 'Code 39'],
    ean13: ['条形码 EAN-13', 'EAN-13'],
    ean8: ['条形码 EAN-8', 'EAN-8'],
    itf14: ['箱码 ITF-14', 'ITF-14'],
    qr: ['二维码', 'QR code'],
  },
  total: { true: ['合计', 'added up'], false: ['不合计', 'not added up'], formula: ['按合计数重新计算', 'computed again of totals'] },
  type: {
    calendar: ['日历', 'calendar'],
    gallery: ['画廊', 'gallery'],
    gantt: ['甘特图', 'Gantt chart'],
    kanban: ['看板', 'board of cards'],
    tree: ['树形', 'tree'],
  },
  undecided: { reject: ['视为拒绝', 'counts as a rejection'], last: ['以最后一票为准', 'the last vote decides'] },
  version: { latest: ['最新版', 'the latest'], same: ['与调用方同一版', "the caller's release"] },
}
