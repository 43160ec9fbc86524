import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { workspaceBase } from '../api/index.ts'
import { useDefinitions } from './definitions.ts'
import { useSession } from './session.ts'

/** Every page of the workbench; each is loaded when it is first opened. */
const routes: RouteRecordRaw[] = [
  { path: '/login', name: 'login', component: () => import('./login-page.vue') },
  {
    path: '/',
    component: () => import('./workbench.vue'),
    children: [
      { path: '', name: 'home', component: () => import('../home/home-page.vue') },
      { path: 'list/:list', name: 'list', component: () => import('../list/list-page.vue'), props: true },
      { path: 'record/:entity/new', name: 'new-record', component: () => import('../form/record-page.vue'), props: true },
      { path: 'record/:entity/:id', name: 'record', component: () => import('../form/record-page.vue'), props: true },
      { path: 'tasks', name: 'tasks', component: () => import('../task/tasks-page.vue') },
      { path: 'proxies', name: 'proxies', component: () => import('../task/proxies-page.vue') },
      { path: 'tasks/:seat', name: 'task', component: () => import('../task/task-page.vue'), props: true },
      { path: 'report/:report', name: 'report', component: () => import('../report/report-page.vue'), props: true },
      { path: 'dashboard/:dashboard', name: 'dashboard', component: () => import('../dashboard/dashboard-page.vue'), props: true },
      { path: 'notices', name: 'notices', component: () => import('../notice/notices-page.vue') },
      { path: 'alerts', name: 'alerts', component: () => import('../alert/alerts-page.vue') },
      { path: 'settings', name: 'settings', component: () => import('../settings/settings-page.vue') },
      { path: 'me', name: 'me', component: () => import('./me-page.vue') },
      { path: ':unknown(.*)*', name: 'unknown', component: () => import('./unknown-page.vue') },
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
    const session = useSession()
    const isIn = session.session !== undefined && session.session.mustChangePassword !== true
    if (to.name === 'login') return isIn ? { name: 'home' } : true
    if (!isIn) return { name: 'login', query: to.fullPath === '/' ? {} : { back: to.fullPath } }
    const definitions = useDefinitions()
    if (definitions.all === undefined) await definitions.load()
    return true
  })
  return router
}
