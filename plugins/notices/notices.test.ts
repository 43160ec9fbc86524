import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { dingtalk } from './dingtalk/index.ts'
import { feishu } from './feishu/index.ts'
import { webhook } from './webhook/index.ts'
import { wecom } from './wecom/index.ts'

const message = { workspace: 'one', kind: 'task', text: '待您处理', people: ['陈', '安'], at: 1_700_000_000_123, data: { record: '7' } }
const target = { url: 'https://robot.example/send?token=a', secret: 's3cret', delivery: '42' }

describe('channels of notices', () => {
  it('sign a webhook over timestamp, delivery and body', () => {
    const { address, headers, body } = webhook.request(message, target)
    expect([address, headers['x-formwork-timestamp'], headers['x-formwork-delivery']]).toEqual([target.url, '1700000000', '42'])
    expect(headers['x-formwork-signature']).toBe(`sha256=${createHmac('sha256', 's3cret').update(`1700000000.42.${body}`).digest('hex')}`)
    expect(JSON.parse(body)).toEqual(message)
    expect(webhook.request(message, { ...target, secret: null }).headers).not.toHaveProperty('x-formwork-signature')
  })

  it('speak as DingTalk robots do', () => {
    const { address, body } = dingtalk.request(message, target)
    const { searchParams } = new URL(address)
    expect(searchParams.get('timestamp')).toBe('1700000000123')
    expect(searchParams.get('sign')).toBe(createHmac('sha256', 's3cret').update('1700000000123\ns3cret').digest('base64'))
    expect(JSON.parse(body)).toEqual({ msgtype: 'text', text: { content: '待您处理\n→ 陈、安' } })
    expect([dingtalk.isAccepted!('{"errcode":0,"errmsg":"ok"}'), dingtalk.isAccepted!('{"errcode":310000}')]).toEqual([true, false])
  })

  it('speak as WeCom robots do', () => {
    const { address, body } = wecom.request(message, target)
    expect(address).toBe(target.url)
    expect(JSON.parse(body)).toEqual({ msgtype: 'text', text: { content: '待您处理\n→ 陈、安' } })
    expect(wecom.isAccepted!('{"errcode":93000}')).toBe(false)
  })

  it('speak as Feishu robots do', () => {
    const { body } = feishu.request({ ...message, people: [] }, target)
    expect(JSON.parse(body)).toEqual({
      timestamp: '1700000000',
      sign: createHmac('sha256', '1700000000\ns3cret').update('').digest('base64'),
      msg_type: 'text',
      content: { text: '待您处理' },
    })
    expect([feishu.isAccepted!('{"code":0}'), feishu.isAccepted!('{"code":19021}')]).toEqual([true, false])
  })
})
