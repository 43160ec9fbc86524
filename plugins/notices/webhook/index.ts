import { createHmac } from 'node:crypto'
import type { NoticeChannel } from '@formwork/platform/plugin/contracts/notice-channel.ts'

/** JSON by POST. The signature is HMAC-SHA256 of `timestamp.delivery.body`, so that a receiver can refuse what is forged, old or sent again. */
export const webhook: NoticeChannel = {
  name: 'webhook',
  label: { zh: 'Webhook', en: 'Webhook' },
  request(message, { url, secret, delivery }) {
    const body = JSON.stringify(message)
    const timestamp = String(Math.floor(message.at / 1000))
    return {
      address: url,
      body,
      headers: {
        'content-type': 'application/json',
        'x-formwork-timestamp': timestamp,
        'x-formwork-delivery': delivery,
        ...(secret === null
          ? {}
          : { 'x-formwork-signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${delivery}.${body}`).digest('hex')}` }),
      },
    }
  },
}
