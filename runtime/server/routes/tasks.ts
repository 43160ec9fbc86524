import { Router } from 'express'
import { ask } from '../caller.ts'

/** The inbox and the page of one task. */
export const taskRoutes = Router({ mergeParams: true })

taskRoutes.get('/tasks', async (request, response) => {
  response.json(await ask(request, response, 'tasks', { box: 'todo', ...request.query }))
})

taskRoutes.get('/tasks/:seat', async (request, response) => {
  response.json(await ask(request, response, 'task', { seat: request.params.seat }))
})

taskRoutes.get('/tasks/:seat/consequences', async (request, response) => {
  response.json(await ask(request, response, 'consequences', { ...request.query, seat: request.params.seat }))
})

taskRoutes.get('/processes/:instance', async (request, response) => {
  response.json(await ask(request, response, 'process', { instance: request.params.instance }))
})
