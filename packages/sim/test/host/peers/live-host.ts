import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChildProcess, spawn } from 'node:child_process'
import { WebSocket } from 'ws'
import { CLI } from '../../support/command.ts'
import { freePort, type Program, sippScenario } from './program.ts'
import { registerPhones } from './register-phones.ts'

export const PASSWORD = 'correct-horse-battery'
/** The agent of another group, whose calls are for {@link probe}. */
export const PROBE = '9999'
const TOKEN = 'a-token-of-the-tests'
/** What SIPp says, again and again: a second of silence in A-law. Of a phone that sends nothing a host asks whether it is still there. */
const VOICE = 'voice.alaw'
const SILENCE = Buffer.alloc(8000, 0xd5)
const MEDIA = ['-mi', '127.0.0.1'] as const

/** What a host of a test is like. */
export interface LiveHostOptions {
  /** Numbers of agents. */
  readonly agents: readonly string[]
  readonly recording?: boolean
  /** Threads for its media. Default: 2. */
  readonly threads?: number
  /** Folder for its files; a new one unless it is given, which then stays. */
  readonly folder?: string
}

/** One decision of a journal's twin, as far as tests look at it. */
export interface Decision {
  readonly kind: string
  readonly atMs: number
  readonly contact?: number
  readonly session?: number
  readonly agent?: number
  readonly reason?: string
  readonly rating?: number
}

const SCENARIO = `
strowger: 1
name: A house of the tests
run: { startsAt: '09:00', duration: 1h, replications: 1, seed: 1 }
offers: { timeout: 10s, afterNoAnswer: not-ready, notReadyFor: 1m }
skills: { orders: {}, probes: {} }
types:
  orders: { requires: [orders], arrivals: { perHour: 10 }, handlingTime: 60s, afterCallWork: 500ms, patience: 5m }
  probes: { requires: [probes], arrivals: { perHour: 10 }, handlingTime: 60s, patience: 5m }
groups:
  front: { agents: 4, ringTime: 2s, skills: [orders] }
  watch: { agents: 1, ringTime: 2s, skills: [probes] }
flows:
  file: flows.yaml
  calls: { orders: '10086' }
  callers: { reaction: 1s, menus: { welcome: { digits: { '1': 1 } } }, surveys: { survey: { answers: 1, ratings: { '1': 1 } } } }
`

const FLOWS = `
numbers: { '10086': main }
prompts: { welcome: { durationMs: 2000 }, rate: { durationMs: 1000 } }
flows:
  main:
    nodes:
      welcome:
        do: menu
        prompt: welcome
        digits: { '1': { do: queue, type: orders, next: survey } }
        onTimeout: { do: hang-up, reason: silent }
        onWrong: { do: hang-up, reason: wrong }
      survey: { do: survey, prompt: rate, from: 1, to: 3, next: { do: hang-up, reason: done } }
`

/** `strowger host` as a process of its own on the loopback, with files in a folder. */
export class LiveHost {
  readonly folder: string
  readonly sipPort: number
  readonly apiPort: number
  readonly metricsPort: number
  #child: ChildProcess | undefined
  #output = ''
  #socket: WebSocket | undefined
  readonly #isOwnFolder: boolean

  private constructor(options: LiveHostOptions, ports: readonly [sip: number, api: number, metrics: number]) {
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'strowger-host-'))
    this.#isOwnFolder = options.folder === undefined
    ;[this.sipPort, this.apiPort, this.metricsPort] = ports
    mkdirSync(this.folder, { recursive: true })
    const agents = options.agents.map((number) => {
      return `  '${number}': { group: ${number === PROBE ? 'watch' : 'front'}, password: ${PASSWORD} }`
    })
    const config = [
      'strowgerHost: 1',
      'realm: strowger',
      'listen:',
      `  - { transport: udp, address: 127.0.0.1, port: ${this.sipPort} }`,
      `  - { transport: tcp, address: 127.0.0.1, port: ${this.sipPort} }`,
      `media: { address: 127.0.0.1, ports: '45000-48999', threads: ${options.threads ?? 2}, codecs: [PCMA, PCMU], srtp: offered }`,
      'trunks: { loopback: { from: [127.0.0.0/8], maxCalls: 10000 } }',
      'phones: { from: [127.0.0.0/8], hashes: [MD5] }',
      'agents:',
      ...agents,
      "numbers: { '10086': main, '10010': orders, '10011': probes }",
      'afterCallWorkLimit: 1s',
      `recording: { calls: ${options.recording === true ? 'all' : 'none'} }`,
      `api: { port: ${this.apiPort}, tokens: { tests: { token: ${TOKEN}, may: [watch, agent, supervise, operate] } } }`,
      `metrics: { port: ${this.metricsPort} }`,
      'data: data',
      'limits: { calls: 5000, callsPerSecond: 1000, messagesPerSecond: 100000 }',
    ]
    writeFileSync(join(this.folder, 'scenario.yaml'), SCENARIO)
    writeFileSync(join(this.folder, 'flows.yaml'), FLOWS)
    writeFileSync(join(this.folder, 'host.yaml'), `${config.join('\n')}\n`)
    chmodSync(join(this.folder, 'host.yaml'), 0o600)
  }

  /** Starts a host; resolved when it takes orders. */
  static async start(options: LiveHostOptions): Promise<LiveHost> {
    const host = new LiveHost(options, [await freePort(), await freePort(), await freePort()])
    await host.begin()
    return host
  }

  /** Starts the process, anew after {@link kill}. */
  async begin(): Promise<void> {
    const args = [CLI, 'host', join(this.folder, 'scenario.yaml'), '--config', join(this.folder, 'host.yaml')]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text
      })
    }
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the host ended: ${this.#output}`)
      const socket = new WebSocket(`ws://127.0.0.1:${this.apiPort}`, { headers: { authorization: `Bearer ${TOKEN}` } })
      const isOpen = await new Promise<boolean>((resolve) => {
        socket.once('open', () => {
          resolve(true)
        })
        socket.once('error', () => {
          resolve(false)
        })
      })
      if (isOpen) {
        socket.on('error', () => undefined)
        this.#socket = socket
        return
      }
      await pause(50)
    }
  }

  get output(): string {
    return this.#output
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** Asks by the API; rejects when it is refused. */
  async ask(what: string, more: Readonly<Record<string, string>> = {}): Promise<Readonly<Record<string, unknown>>> {
    const id = `${what} ${Math.random()}`
    const socket = this.#socket!
    return await new Promise((resolve, reject) => {
      const hear = (data: Buffer) => {
        const answer = JSON.parse(data.toString()) as Record<string, unknown>
        if (answer['id'] !== id) return
        socket.off('message', hear)
        if (answer['ok'] === true) resolve(answer)
        else reject(new Error(`${what}: ${String(answer['error'])}`))
      }
      socket.on('message', hear)
      socket.send(JSON.stringify({ id, do: what, ...more }))
    })
  }

  /** These agents sign in and are ready. */
  async staff(agents: readonly string[]): Promise<void> {
    for (const agent of agents) {
      await this.ask('sign-in', { agent })
      await this.ask('ready', { agent })
      // The API lets a client ask 50 times a second, and 100 times at once.
      if (agents.length > 40) await pause(40)
    }
  }

  /** Figures of Prometheus by name and labels. */
  async metrics(): Promise<ReadonlyMap<string, number>> {
    const text = await (await fetch(`http://127.0.0.1:${this.metricsPort}/metrics`)).text()
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    return new Map(
      lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
    )
  }

  /** Paths of its journals, in order. */
  journals(): string[] {
    const folder = join(this.folder, 'data', 'journal')
    const names = readdirSync(folder).filter((name) => name.endsWith('.journal'))
    return names.sort().map((name) => join(folder, name))
  }

  /** Everything that was decided since the first start, in order. */
  decisions(): Decision[] {
    const folder = join(this.folder, 'data', 'journal')
    const names = readdirSync(folder).filter((name) => name.endsWith('.decisions'))
    const lines = names.sort().flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Decision)
  }

  recordings(): string[] {
    const folder = join(this.folder, 'data', 'recordings')
    if (!existsSync(folder)) return []
    return readdirSync(folder).map((name) => join(folder, name))
  }

  /** Once something holds; rejects when it has not after so long. */
  async until(what: string, holds: () => boolean | Promise<boolean>, limitMs: number = 20_000): Promise<void> {
    const endMs = performance.now() + limitMs
    while (!(await holds())) {
      if (performance.now() > endMs) throw new Error(`not in time: ${what}\n${this.#output.slice(-3000)}`)
      await pause(50)
    }
  }

  /** Ends the process at once, as a failing machine would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Ends it in order, and its folder with it where that is its own. */
  async stop(): Promise<void> {
    await this.#end('SIGINT', 'SIGINT')
    if (this.#isOwnFolder) rmSync(this.folder, { recursive: true, force: true })
  }

  async #end(...signals: readonly NodeJS.Signals[]): Promise<void> {
    this.#socket?.terminate()
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const closed = new Promise((resolve) => {
      child.once('close', resolve)
    })
    for (const signal of signals) {
      child.kill(signal)
      await pause(50)
    }
    await closed
  }
}

export async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

/** Phones of agents at one port, where a SIPp answers so many calls; each talk is so long, ms, unless the caller ends it. */
export async function sippAgents(
  host: LiveHost,
  agents: readonly string[],
  calls: number,
  talkMs: number,
  limitS?: number,
): Promise<Program> {
  const port = await freePort()
  await registerPhones(agents, PASSWORD, port, host.sipPort)
  const args = [`127.0.0.1:${host.sipPort}`, '-p', `${port}`, '-m', `${calls}`, ...MEDIA, '-mp', '60000']
  return sippScenario('agent', { talk: talkMs, voice: VOICE }, args, { [VOICE]: SILENCE }, limitS)
}

/** Callers with a voice, so many a second. */
export function sippCallers(
  host: LiveHost,
  calls: number,
  perSecond: number,
  patienceMs: number,
  limitS?: number,
): Program {
  const args = [`127.0.0.1:${host.sipPort}`, '-s', '10010', '-m', `${calls}`, '-l', `${calls}`, '-r', `${perSecond}`]
  const values = { patience: patienceMs, voice: VOICE }
  return sippScenario('caller-waits', values, [...args, ...MEDIA, '-mp', '50000'], { [VOICE]: SILENCE }, limitS)
}
