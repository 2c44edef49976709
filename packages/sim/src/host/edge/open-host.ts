import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import { type DeskEvent, isFlowAction } from '@strowger/acd'
import { ApiDesk } from '../api/api-desk.ts'
import type { ServiceClient } from '../call/services.ts'
import type { HostConfig } from '../config/host-config.ts'
import { Host } from '../host.ts'
import { JsonLog } from '../log/host-log.ts'
import { HostMetrics } from '../metrics/host-metrics.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import type { Sources } from '../recovery/sources.ts'
import { planOfSetup } from '../recovery/rebuild.ts'
import { ApiServer } from './api-server.ts'
import { httpServices } from './http-services.ts'
import { JournalFiles } from './journal-files.ts'
import { openExchange } from './open-exchange.ts'
import { PromptFolder } from './prompt-folder.ts'
import { Speech } from './speech.ts'
import { serveMetrics } from './metrics-server.ts'
import { WallClock } from './wall-clock.ts'

/** What a host routes by, as it stands in its files now. */
export type ReadFiles = () => { readonly sources: Sources; readonly config: HostConfig }

/** A host on this machine. */
export interface OpenedHost {
  readonly host: Host
  /** Port of the API; 0 without one. */
  readonly apiPort: number
  /** Reads the files again and routes by them. @throws what a file with a mistake throws: then everything is as before */
  reload(): void
  close(): Promise<void>
}

/** How a host on this machine is opened. */
export interface OpenHostOptions {
  /** Reads the files, now and at each reload. */
  readonly read: ReadFiles
  /** Gets each line of the log. */
  readonly writeLog: (line: string) => void
  /** Answers look-ups and self-service; by HTTP unless given. */
  readonly services?: ServiceClient
  /** Hears everything that is decided. */
  readonly onTold?: (event: DeskEvent) => void
}

/** Opens a host on sockets, threads and files, by the wall clock. */
export async function openHost({
  read,
  writeLog,
  services = httpServices,
  onTold,
}: OpenHostOptions): Promise<OpenedHost> {
  const { sources, config } = read()
  const clock = new WallClock()
  const log = new JsonLog(writeLog, () => clock.nowMs(), config.log)
  for (const folder of ['journal', 'recordings', 'voicemail']) {
    mkdirSync(`${config.data}/${folder}`, { recursive: true, mode: 0o700 })
  }
  const store = new JournalFiles(`${config.data}/journal`)
  const plan = planOfSetup({ sources, numbers: Object.fromEntries(config.numbers), agents: [] })
  const metrics = new HostMetrics(plan.acd, plan.thresholdMs)
  const prompts = new PromptFolder(config.media.prompts)
  const { speech } = config.media
  const voice = speech.length === 0 ? undefined : new Speech(speech, `${config.data}/speech`, log)
  let api: ApiServer | undefined
  const host = await Host.open({
    config,
    sources,
    clock,
    store,
    log,
    services,
    onTold: (event) => {
      if (!isFlowAction(event)) metrics.observe(event)
      api?.told(event)
      onTold?.(event)
    },
    exchange: async (onEvent) => await openExchange({ config, clock, log, prompts }, onEvent),
  })
  const speakAll = () => {
    void voice?.speak(textsOf(host.house.plan), prompts)
  }
  speakAll()
  const reload = () => {
    const next = read()
    host.reload(next.sources, next.config)
    const { acd, thresholdMs } = host.house.plan
    metrics.reconfigure(acd, thresholdMs)
    speakAll()
  }
  const drain = () => {
    host.drain()
  }
  const desk = new ApiDesk(host.house, host.transfers, host.dialling, { reload, drain })
  let server: Server | undefined
  try {
    if (config.api !== undefined) api = await ApiServer.open(desk, () => host.house.config.api, log)
    const levels = async () => {
      const figures = new Map(await host.house.exchange.figures())
      figures.set('calls', host.calls)
      figures.set('contacts_waiting', host.house.desk.engine.waiting)
      figures.set('callbacks_promised', host.promises)
      figures.set('contacts_to_call', host.house.numbers.size)
      const { answers, messages } = host.called
      for (const [by, count] of Object.entries(answers.counts)) figures.set(`calls_answered_by_${by}_total`, count)
      figures.set('machine_messages_left_total', messages.left)
      return metrics.text(figures)
    }
    const health = () => (host.isDraining ? 'draining' : 'ok')
    if (config.metrics !== undefined) server = await serveMetrics(config.metrics, levels, health)
  } catch (error) {
    api?.close()
    await host.close()
    store.close()
    throw error
  }
  return {
    host,
    apiPort: api?.port ?? 0,
    reload,
    close: async () => {
      api?.close()
      server?.close()
      await host.close()
      store.close()
    },
  }
}

/** Texts of the prompts that the flows have, by name. */
function textsOf({ flows }: HostPlan): ReadonlyMap<string, string> {
  const prompts = Object.entries(flows.prompts ?? {})
  return new Map(prompts.flatMap(([name, { text }]) => (text === undefined ? [] : [[name, text] as const])))
}
