import { fail } from '@formwork/platform/error/index.ts'
import { authorizeConfigure } from '../../query/authorize-configure.ts'
import { listWebhooks, putWebhook, removeWebhook } from '../../store/services/webhooks.ts'
import { nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** Channels that are no plugins: mails, and what calls from outside. */
const OWN_CHANNELS: readonly string[] = ['email', 'incoming']

interface WebhookBody {
  readonly name: string
  readonly channel: string
  readonly label?: string
  readonly url?: string
  readonly secret?: string | null
  readonly follows?: readonly string[]
  readonly disabled?: boolean
}

/** A channel of notices, an outgoing webhook, or the secret of an incoming one. Another address forgets the secret of the old one. */
const saveWebhook: UseCase = {
  name: 'save-webhook',
  isSecret: true,
  help: { zh: '保存通知渠道或 webhook（更换地址会清除密钥）', en: 'Saves a channel or webhook; another address forgets the secret' },
  request: {
    ...objectSchema(
      {
        name: nameSchema,
        channel: nameSchema,
        label: { type: 'string', maxLength: 100 },
        url: { type: 'string', maxLength: 500 },
        secret: { type: 'string', minLength: 8, maxLength: 200, nullable: true },
        follows: { type: 'array', maxItems: 50, items: nameSchema },
        disabled: { type: 'boolean' },
      },
      ['name', 'channel'],
    ),
  },
  async run(unit: Unit, body: WebhookBody) {
    authorizeConfigure(unit.authority)
    if (!OWN_CHANNELS.includes(body.channel) && !unit.registry.notices.has(body.channel)) {
      throw fail('unknown-plugin', { kind: 'notices', name: body.channel })
    }
    const url = body.url ?? ''
    if (!OWN_CHANNELS.includes(body.channel)) checkUrl(url)
    const before = (await listWebhooks(unit.transaction)).find(({ name }) => name === body.name)
    const kept = before?.url === url && before.channel === body.channel ? before.secret : null
    await putWebhook(unit.transaction, {
      name: body.name,
      channel: body.channel,
      label: body.label ?? body.name,
      url,
      secret: body.secret === undefined ? kept : body.secret,
      follows: { kinds: body.follows ?? [] },
      disabled: body.disabled === true,
    })
    unit.audit({
      action: 'save-webhook',
      values: { name: body.name, channel: body.channel, address: url.split('?')[0], follows: body.follows ?? [] },
    })
    return { name: body.name }
  },
}

/** Errors: `address-refused` for what is no address of the web; where it leads is looked at before each call. */
function checkUrl(text: string): void {
  const refuse = (zh: string, en: string): Error => fail('address-refused', { address: text.slice(0, 100), reason: { zh, en } }, 'url')
  if (!URL.canParse(text)) throw refuse('不是网址', 'it is no address')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('只支持 http 和 https', 'only http and https are called')
  if (url.username !== '' || url.password !== '') throw refuse('地址中不能带密码', 'an address may not carry a password')
}

const dropWebhook: UseCase = {
  name: 'remove-webhook',
  help: { zh: '删除通知渠道或 webhook', en: 'Removes a channel or webhook' },
  request: { ...objectSchema({ name: nameSchema }, ['name']) },
  async run(unit: Unit, body: { name: string }) {
    authorizeConfigure(unit.authority)
    await removeWebhook(unit.transaction, body.name)
    unit.audit({ action: 'remove-webhook', values: { name: body.name } })
    return { name: body.name }
  },
}

export const webhookUseCases: readonly UseCase[] = [saveWebhook, dropWebhook]
