import { createHmac } from 'node:crypto'
import type { NoticeChannel } from '@formwork/platform/plugin/contracts/notice-channel.ts'

/** A group robot of DingTalk: text; signed with `timestamp` and `sign` in the address. */
export const dingtalk: NoticeChannel = {
  name: 'dingtalk',
  label: { zh: '钉钉机器人', en: 'DingTalk robot' },
  request({ text, people, at }, { url, secret }) {
    const address = new URL(url)
    if (secret !== null) {
      address.searchParams.set('timestamp', String(at))
      address.searchParams.set('sign', createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64'))
    }
    const content = people.length === 0 ? text : `${text}\n→ ${people.join('、')}`
    return {
      address: address.toString(),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'text', text: { content } }),
    }
  },
  isAccepted: (body) => /"errcode"\s*:\s*0\b/.test(body),
}
