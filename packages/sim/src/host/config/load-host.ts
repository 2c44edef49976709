import { CALLBACK_OFFER } from './callback-offer.ts'
import { campaignAnswers } from './campaign-answers.ts'
import { readUri } from '@strowger/core/sip'
import { DEFAULT_CODES, type FeatureCodes } from '../feature/feature-codes.ts'
import { readRange } from '../guard/address-range.ts'
import { parseDuration } from '../../scenario/duration.ts'
import { IssueList, show } from '../../scenario/issue.ts'
import type { ScenarioIo } from '../../scenario/load.ts'
import { suggest } from '../../scenario/nearest.ts'
import { parseScenario } from '../../scenario/parse.ts'
import type { Path } from '../../scenario/source.ts'
import type { RawSkillLevels } from '../../scenario/schema/value.ts'
import { validate } from '../../scenario/validate.ts'
import type { AgentConfig, HostConfig, TrunkConfig } from './host-config.ts'
import { rawHost } from './host-schema.ts'
import type { RawAgent, RawHost, RawListen, RawTrunk } from './raw-host.ts'

/**
 * Reads the configuration of a host. Paths in it are relative to the file.
 *
 * @throws ScenarioError for every mistake in the file
 */
export function loadHost(path: string, io: ScenarioIo): HostConfig {
  const root = parseScenario(io.read(path), path)
  const issues = new IssueList(root)
  const raw = validate(rawHost, root, issues)
  const config = new HostReader(issues, (relative) => io.resolve(path, relative)).read(raw)
  issues.throwIfAny()
  return config
}

class HostReader {
  readonly #issues: IssueList
  readonly #resolve: (relative: string) => string

  constructor(issues: IssueList, resolve: (relative: string) => string) {
    this.#issues = issues
    this.#resolve = resolve
  }

  read(raw: RawHost): HostConfig {
    const { media = {}, phones, limits = {}, callback = {}, api, metrics, log = {}, recording } = raw
    for (const [at, range] of (phones?.from ?? []).entries()) this.#range(['phones', 'from', at], range)
    const exchange = this.#exchange(raw)
    return {
      realm: raw.realm ?? 'strowger',
      exchange,
      listen: (raw.listen ?? []).map((each, at) => {
        const secure = each.transport === 'tls' || each.transport === 'wss'
        if (secure && (each.cert === undefined || each.key === undefined))
          this.#issues.add('missing-key', ['listen', at], `${each.transport} has no certificate`, 'write cert and key')
        return {
          transport: each.transport,
          address: each.address ?? '127.0.0.1',
          port: each.port,
          cert: this.#path(each.cert),
          key: this.#path(each.key),
          ca: this.#path(each.ca),
        }
      }),
      publicAddress: raw.publicAddress,
      media: {
        address: media.address ?? raw.listen?.[0]?.address ?? '127.0.0.1',
        ports: this.#ports(media.ports ?? '20000-29999'),
        threads: media.threads ?? 1,
        codecs: media.codecs ?? ['PCMA', 'PCMU', 'G722'],
        srtp: media.srtp ?? 'offered',
        prompts: this.#path(media.prompts),
        speech: this.#speech(media.speech ?? []),
        music: media.music ?? 'music',
      },
      trunks: Object.entries(raw.trunks ?? {}).map(([name, trunk]) =>
        exchange === undefined ? this.#trunk(name, trunk, raw.listen ?? []) : this.#trunkOfExchange(name, trunk),
      ),
      phones: {
        from: phones?.from ?? [],
        minExpiresS: ms(phones?.minExpires, 60_000) / 1000,
        maxExpiresS: ms(phones?.maxExpires, 3_600_000) / 1000,
        hashes: phones?.hashes ?? ['SHA-256', 'MD5'],
        calls: phones?.calls ?? 'agents',
      },
      agents: Object.entries(raw.agents ?? {}).map(([number, agent]) => {
        if (agent.password === undefined && exchange === undefined)
          this.#issues.add('missing-key', ['agents', number], 'its phone has no password', 'write password')
        return agentOf(number, agent)
      }),
      numbers: new Map(Object.entries(raw.numbers ?? {})),
      afterCallWorkLimitMs: ms(raw.afterCallWorkLimit, 120_000),
      recording: { calls: recording?.calls ?? 'none', announce: recording?.announce ?? '' },
      api: api && {
        address: api.address ?? '127.0.0.1',
        port: api.port,
        cert: this.#path(api.cert),
        key: this.#path(api.key),
        tokens: Object.entries(api.tokens).map(([name, { token, may, agents = [] }]) => ({ name, token, may, agents })),
      },
      metrics: metrics && { address: metrics.address ?? '127.0.0.1', port: metrics.port },
      data: this.#resolve(raw.data ?? 'host-data'),
      log: { level: log.level ?? 'info', mask: log.mask ?? true },
      limits: {
        calls: limits.calls ?? 1000,
        callsPerSecond: limits.callsPerSecond ?? 20,
        messagesPerSecond: limits.messagesPerSecond ?? 200,
        failedLogins: limits.failedLogins ?? 5,
        banMs: ms(limits.ban, 600_000),
        drainMs: ms(limits.drain, 600_000),
      },
      services: new Map(Object.entries(raw.services ?? {}).map(([name, { url, token }]) => [name, { url, token }])),
      callback: {
        attempts: callback.attempts ?? 3,
        retryMs: ms(callback.retry, 600_000),
        ringMs: ms(callback.ring, 30_000),
        prompt: callback.prompt ?? CALLBACK_OFFER.prompt,
        key: callback.key ?? CALLBACK_OFFER.key,
      },
      campaigns: campaignAnswers(raw.campaigns ?? {}, this.#issues),
      codes: this.#codes(raw.codes ?? {}),
    }
  }

  #speech(command: readonly string[]): readonly string[] {
    for (const place of ['{text}', '{file}']) {
      if (command.length > 0 && !command.slice(1).some((word) => word.includes(place)))
        this.#issues.add(
          'missing-key',
          ['media', 'speech'],
          `there is no ${show(place)}`,
          `write ${place} in an argument`,
        )
    }
    return command
  }

  #exchange({ exchange, listen = [], campaigns }: RawHost): HostConfig['exchange'] {
    if (exchange === undefined) return undefined
    const { asterisk, freeswitch } = exchange
    if ((asterisk === undefined) === (freeswitch === undefined)) {
      this.#issues.add('wrong-value', ['exchange'], 'it is one exchange', 'write asterisk, or freeswitch')
    }
    if (listen.length > 0) {
      this.#issues.add('wrong-value', ['listen'], 'SIP is spoken by the exchange', 'leave listen out, or exchange')
    }
    if (campaigns !== undefined) {
      const problem = 'the exchange keeps the sound of calls, by which machines are recognised'
      this.#issues.add('wrong-value', ['campaigns'], problem, 'leave campaigns out, or exchange')
    }
    if (asterisk !== undefined) {
      const { url, user, password, application = 'strowger', technology = 'PJSIP', sounds = 'strowger' } = asterisk
      return { kind: 'asterisk', url: url.replace(/\/+$/, ''), user, password, application, technology, sounds }
    }
    return {
      kind: 'freeswitch',
      address: freeswitch?.address ?? '127.0.0.1',
      port: freeswitch?.port ?? 8021,
      password: freeswitch?.password ?? '',
      domain: freeswitch?.domain,
      profile: freeswitch?.profile ?? 'strowger',
      sounds: freeswitch?.sounds ?? 'strowger',
      recordings: freeswitch?.recordings ?? 'strowger',
    }
  }

  /** A trunk of the exchange: its endpoint or gateway of this name. Calls go out where it is said which numbers may be called. */
  #trunkOfExchange(name: string, raw: RawTrunk): TrunkConfig {
    return {
      name,
      from: [],
      user: undefined,
      password: undefined,
      to: raw.to ?? (raw.allow === undefined ? undefined : name),
      register: false,
      callerId: raw.callerId ?? 'anonymous',
      maxCalls: raw.maxCalls ?? 100,
      allow: this.#pattern(['trunks', name, 'allow'], raw.allow ?? '[0-9]{3,15}'),
    }
  }

  #trunk(name: string, raw: RawTrunk, listen: readonly RawListen[]): TrunkConfig {
    const path: Path = ['trunks', name]
    for (const [at, range] of (raw.from ?? []).entries()) this.#range([...path, 'from', at], range)
    if (raw.from === undefined && raw.user === undefined)
      this.#issues.add('missing-key', path, 'nobody is let in', 'write from (addresses), or user and password')
    if ((raw.user === undefined) !== (raw.password === undefined))
      this.#issues.add('missing-key', path, 'user and password belong together', 'write both, or neither')
    if (raw.register === true && (raw.to === undefined || raw.user === undefined))
      this.#issues.add(
        'missing-key',
        path,
        'it is not known where and as whom to register',
        'write to, user and password',
      )
    if (raw.to !== undefined) this.#reach([...path, 'to'], raw.to, listen)
    return {
      name,
      from: raw.from ?? [],
      user: raw.user,
      password: raw.password,
      to: raw.to,
      register: raw.register ?? false,
      callerId: raw.callerId ?? 'anonymous',
      maxCalls: raw.maxCalls ?? 100,
      allow: this.#pattern([...path, 'allow'], raw.allow ?? '[0-9]{3,15}'),
    }
  }

  /** Where a trunk is called: an address, or a name that is looked up. */
  #reach(path: Path, text: string, listen: readonly RawListen[]): void {
    const uri = readUri(text)
    // Numbers and dots are an address, or nothing: no name of the domain name system looks so.
    if (uri?.scheme !== 'sip' || (/^[\d.]+$/.test(uri.host) && readRange(uri.host) === undefined)) {
      this.#issues.add(
        'wrong-value',
        path,
        `${show(text)} is no SIP URI`,
        'write sip:192.0.2.1:5060, or sip:carrier.example',
      )
      return
    }
    const named = uri.parameters.get('transport')?.toLowerCase()
    if (named === undefined || listen.some(({ transport }) => transport === named)) return
    if (['udp', 'tcp', 'tls'].includes(named)) {
      const remedy = `write { transport: ${named}, port: … } in listen as well`
      this.#issues.add('wrong-value', path, `this side does not speak ${named}`, remedy)
    } else this.#issues.add('wrong-value', path, `${show(named)} is no transport of trunks`, 'write udp, tcp or tls')
  }

  #codes(raw: Readonly<Record<string, string>>): FeatureCodes {
    for (const [name, code] of Object.entries(raw)) {
      if (!Object.hasOwn(DEFAULT_CODES, name)) {
        const remedy = suggest(name, Object.keys(DEFAULT_CODES))
        this.#issues.add('unknown-name', ['codes', name], `there is no code ${show(name)}`, remedy)
      }
      if (!/^\*[0-9]{1,6}$/.test(code))
        this.#issues.add('wrong-value', ['codes', name], `${show(code)} is not understood`, 'write * and digits')
    }
    return { ...DEFAULT_CODES, ...raw }
  }

  #pattern(path: Path, text: string): RegExp {
    try {
      return new RegExp(`^(?:${text})$`)
    } catch {
      this.#issues.add('wrong-value', path, `${show(text)} is no regular expression`, 'write one, such as 1[0-9]{10}')
      return /^$/
    }
  }

  #range(path: Path, text: string): void {
    if (readRange(text) === undefined)
      this.#issues.add('wrong-value', path, `${show(text)} is no address range`, 'write one, such as 192.0.2.0/24')
  }

  #ports(text: string): { from: number; to: number } {
    const [from = 0, to = 0] = text.split('-').map(Number)
    if (from < 1024 || to > 65_535 || to - from < 3) {
      this.#issues.add('out-of-range', ['media', 'ports'], `${show(text)} is out of range`, 'write such as 20000-29999')
    }
    return { from, to }
  }

  #path(relative: string | undefined): string | undefined {
    return relative === undefined ? undefined : this.#resolve(relative)
  }
}

function agentOf(number: string, raw: RawAgent): AgentConfig {
  return {
    number,
    name: raw.name ?? number,
    group: raw.group,
    password: raw.password ?? '',
    skills: raw.skills === undefined ? undefined : levelsOf(raw.skills),
    supervisor: raw.supervisor ?? false,
  }
}

/** A list of skills is one of level 1 each. */
function levelsOf(skills: RawSkillLevels): Readonly<Record<string, number>> {
  if (!isList(skills)) return skills
  return Object.fromEntries(skills.map((skill) => [skill, 1]))
}

function isList(skills: RawSkillLevels): skills is readonly string[] {
  return Array.isArray(skills)
}

function ms(duration: string | 0 | undefined, otherwise: number): number {
  if (duration === undefined) return otherwise
  return duration === 0 ? 0 : (parseDuration(duration) ?? otherwise)
}
