import type { NoticeChannel } from '@formwork/platform/plugin/contracts/notice-channel.ts'

/** A group robot of WeCom (企业微信): text; its key stands in the address. */
export const wecom: NoticeChannel = {
  name: 'wecom',
  label: { zh: '企业微信机器人', en: 'WeCom robot' },
  request({ text, people }, { url }) {
    const content = people.length === 0 ? text : `${text}\n→ ${people.join('、')}`
    return {
      address: url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'text', text: { content } }),
    }
  },
  isAccepted: (body) => /"errcode"\s*:\s*0\b/.test(body),
}
