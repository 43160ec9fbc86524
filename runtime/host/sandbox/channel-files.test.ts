import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTemplateFolder } from '../read-template-folder.ts'
import { findQuery, readAsSystem } from '../run-query.ts'
import { SandboxMoulds, type CastSandbox } from './sandbox-moulds.ts'

const folder = new URL('../../../templates/jxc', import.meta.url).pathname
const registry = createServerRegistry()
const { model } = loadDefinitions(await readTemplateFolder(folder), registry, { release: 1 })
const moulds = new SandboxMoulds(model!, { registry, isChecked: true })

/** Headings of the files in which the marketplaces give their orders. */
const files: [string, string[], (string | null)[]][] = [
  [
    '淘宝',
    ['订单编号', '标题', '价格', '购买数量', '外部系统编号', '订单状态', '收货人姓名', '收货地址', '联系手机', '订单创建时间'],
    [
      'externalNumber',
      'lines.externalName',
      'lines.price',
      'lines.quantity',
      'lines.externalSku',
      'externalStatus',
      'buyer',
      'address',
      'phone',
      'date',
    ],
  ],
  [
    '拼多多',
    ['商品', '订单号', '订单状态', '商品总价(元)', '商品数量(件)', '收货人', '手机', '支付时间', '商家编码-SKU维度'],
    [
      'lines.externalName',
      'externalNumber',
      'externalStatus',
      'lines.paid',
      'lines.quantity',
      'buyer',
      'phone',
      'date',
      'lines.externalSku',
    ],
  ],
  [
    '抖音',
    ['主订单编号', '选购商品', '商品数量', '商家编码', '商品单价', '收件人', '收件人手机号', '详细地址', '订单提交时间', '订单状态'],
    [
      'externalNumber',
      'lines.externalName',
      'lines.quantity',
      'lines.externalSku',
      'lines.price',
      'buyer',
      'phone',
      'address',
      'date',
      'externalStatus',
    ],
  ],
]

describe('orders as the marketplaces export them', () => {
  let sandbox: CastSandbox
  beforeAll(async () => {
    sandbox = await moulds.open('files', 'company')
  }, 60_000)
  afterAll(async () => {
    await sandbox.close()
    await moulds.close()
  })

  it.each(files)('%s: every column finds its field without a person', async (_channel, headings, columns) => {
    const mapping = await readAsSystem(sandbox.runner.workspace, (context) =>
      findQuery('import-mapping').run(context, { entity: 'channel-order', headings } as never),
    )
    expect((mapping as { columns: unknown[] }).columns).toEqual(columns)
  })
})
