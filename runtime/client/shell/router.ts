import type { Component } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { workspaceBase } from '../api/index.ts'
import { loadTexts } from '../i18n/index.ts'
import type { TextPart } from '../i18n/text-parts.ts'
import { useDefinitions } from './definitions.ts'
import { useSession } from './session.ts'

type Page = () => Promise<{ default: Component }>

/** A page and the texts that it and what it opens show; both are loaded when it is first opened. */
const page = (texts: readonly TextPart[], load: Page) => async () => (await Promise.all([load(), loadTexts(texts)]))[0]

/** Every page of the workbench. */
const routes: RouteRecordRaw[] = [
  { path: '/login', name: 'login', component: page(['ui'], () => import('./login-page.vue')) },
  {
    path: '/shared/:token',
    name: 'shared',
    component: page(['record', 'ui'], () => import('../share/shared-page.vue')),
    props: true,
    meta: { isOpen: true },
  },
  {
    path: '/fill/:token',
    name: 'fill',
    component: page(['record', 'outside', 'ui'], () => import('../share/fill-page.vue')),
    props: true,
    meta: { isOpen: true },
  },
  {
    path: '/',
    component: page(['desk', 'list', 'task', 'ui'], () => import('./workbench.vue')),
    children: [
      { path: '', name: 'home', component: page(['record', 'report'], () => import('../home/home-page.vue')) },
      {
        path: 'list/:list',
        name: 'list',
        component: page(['record', 'report', 'view', 'outside'], () => import('../list/list-page.vue')),
        props: true,
      },
      { path: 'import/:entity', name: 'import', component: page(['import'], () => import('../import/import-page.vue')), props: true },
      { path: 'recycle-bin', name: 'recycle-bin', component: page(['record', 'view'], () => import('../list/recycle-bin-page.vue')) },
      {
        path: 'record/:entity/new',
        name: 'new-record',
        component: page(['record'], () => import('../form/record-page.vue')),
        props: true,
      },
      {
        path: 'record/:entity/:id',
        name: 'record',
        component: page(['record'], () => import('../form/record-page.vue')),
        props: true,
      },
      { path: 'tasks', name: 'tasks', component: page(['record'], () => import('../task/tasks-page.vue')) },
      { path: 'proxies', name: 'proxies', component: page(['view'], () => import('../task/proxies-page.vue')) },
      {
        path: 'public-links',
        name: 'public-links',
        component: page(['record', 'outside'], () => import('../share/public-links-page.vue')),
      },
      { path: 'subscriptions', name: 'subscriptions', component: page(['report'], () => import('../report/subscriptions-page.vue')) },
      { path: 'tasks/:seat', name: 'task', component: page(['record'], () => import('../task/task-page.vue')), props: true },
      {
        path: 'report/:report',
        name: 'report',
        component: page(['record', 'report'], () => import('../report/report-page.vue')),
        props: true,
      },
      {
        path: 'dashboard/:dashboard',
        name: 'dashboard',
        component: page(['record', 'report'], () => import('../dashboard/dashboard-page.vue')),
        props: true,
      },
      { path: 'notices', name: 'notices', component: page([], () => import('../notice/notices-page.vue')) },
      { path: 'alerts', name: 'alerts', component: page(['record'], () => import('../alert/alerts-page.vue')) },
      { path: 'settings', name: 'settings', component: page(['record'], () => import('../settings/settings-page.vue')) },
      { path: 'periods', name: 'periods', component: page([], () => import('../period/periods-page.vue')) },
      { path: 'unsent', name: 'unsent', component: page([], () => import('../unsent/unsent-page.vue')) },
      { path: 'me', name: 'me', component: page(['record'], () => import('./me-page.vue')) },
      { path: ':unknown(.*)*', name: 'unknown', component: page([], () => import('./unknown-page.vue')) },
    ],
  },
]

export function createWorkbenchRouter() {
  const router = createRouter({
    history: createWebHistory(workspaceBase),
    routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    if (to.meta.isOpen === true) return true
    const session = useSession()
    // Without an answer nobody knows who is signed in: the address stays, and is opened when the server is back.
    if (session.state === 'offline') return false
    const isIn = session.session !== undefined && session.session.mustChangePassword !== true
    if (to.name === 'login') return isIn ? { name: 'home' } : true
    if (!isIn) return { name: 'login', query: to.fullPath === '/' ? {} : { back: to.fullPath } }
    const definitions = useDefinitions()
    if (definitions.all === undefined) await definitions.load()
    return true
  })
  return router
}
