import { createHmac } from 'node:crypto'
import type { NoticeChannel } from '@formwork/platform/plugin/contracts/notice-channel.ts'

/** A group robot of Feishu: text; the signature's key is `timestamp` and secret, its message is empty. */
export const feishu: NoticeChannel = {
  name: 'feishu',
  label: { zh: '飞书机器人', en: 'Feishu robot' },
  request({ text, people, at }, { url, secret }) {
    const timestamp = String(Math.floor(at / 1000))
    const sign = secret === null ? undefined : createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64')
    const said = people.length === 0 ? text : `${text}\n→ ${people.join('、')}`
    return {
      address: url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(sign === undefined ? {} : { timestamp, sign }), msg_type: 'text', content: { text: said } }),
    }
  },
  isAccepted: (body) => /"(code|StatusCode)"\s*:\s*0\b/.test(body),
}
