import '../ui/look/tokens.css'
import '../ui/look/base.css'
import '../ui/look/element.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { requestContext } from './api/index.ts'
import { i18n, rememberedLanguage, setLanguage } from './i18n/index.ts'
import App from './shell/app.vue'
import { beginLookAs } from './shell/look-as.ts'
import { installShell } from './shell/install-shell.ts'
import { createWorkbenchRouter } from './shell/router.ts'
import { useSession } from './shell/session.ts'

const app = createApp(App)
app.use(createPinia())
app.use(i18n)

beginLookAs()
const session = useSession()
await Promise.all([session.load(), setLanguage(rememberedLanguage() ?? 'zh')])
if (rememberedLanguage() === undefined && session.session) await setLanguage(session.session.language)

requestContext.onSignedOut = () => session.expire()
app.use(createWorkbenchRouter())
app.mount('#app')
installShell()
