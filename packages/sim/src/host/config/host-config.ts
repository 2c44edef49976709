import type { CompleteAmdOptions } from '@strowger/core'
import type { DigestAlgorithm, SipTransport } from '@strowger/core/sip'
import type { FeatureCodes } from '../feature/feature-codes.ts'

/** A SIP address to listen on. */
export interface ListenConfig {
  readonly transport: SipTransport
  readonly address: string
  readonly port: number
  /** Paths of certificate and key in PEM. */
  readonly cert: string | undefined
  readonly key: string | undefined
  /** Path of what servers that are called by TLS must be certified by; undefined: the authorities that Node knows. */
  readonly ca: string | undefined
}

/** Somebody who brings calls from outside, and takes those to outside. */
export interface TrunkConfig {
  readonly name: string
  /** Address ranges whose calls are taken without asking who it is. */
  readonly from: readonly string[]
  /** Credentials that calls from elsewhere have to prove; for calls out, who this side is. */
  readonly user: string | undefined
  readonly password: string | undefined
  /** Where calls out go; undefined: there are none. */
  readonly to: string | undefined
  /** Whether the trunk is told where this side is, and calls come to `user` there. */
  readonly register: boolean
  /** Number that calls out show. */
  readonly callerId: string
  /** Calls at once. */
  readonly maxCalls: number
  /** What numbers of calls out must look like: no other is dialled. */
  readonly allow: RegExp
}

/** An agent with a phone. */
export interface AgentConfig {
  /** Number of the phone, and its name at the registrar. */
  readonly number: string
  readonly name: string
  readonly group: string
  readonly password: string
  readonly skills: Readonly<Record<string, number>> | undefined
  readonly supervisor: boolean
}

/** Who may use the API. */
export interface ApiTokenConfig {
  readonly name: string
  readonly token: string
  /** `watch` hears events; `agent` acts for the agents named; `supervise` gives orders; `dial` says who is to be called; `operate` reloads and drains. */
  readonly may: readonly ('watch' | 'agent' | 'supervise' | 'dial' | 'operate')[]
  /** Agents it acts for; empty: all. */
  readonly agents: readonly string[]
}

/** A service outside that flows ask: a look-up, or self-service. */
export interface ServiceConfig {
  readonly url: string
  readonly token: string | undefined
}

/** What is done about answering machines, of a campaign. */
export interface AnswerConfig {
  /** Prompt that is left on them; undefined: they are hung up on. */
  readonly message: string | undefined
  /** For whom somebody is taken of whom it is not sure. */
  readonly unsure: 'human' | 'machine'
  readonly analysis: CompleteAmdOptions
}

/** An Asterisk that has the telephones, by ARI. */
export interface AsteriskConfig {
  readonly kind: 'asterisk'
  /** `http://127.0.0.1:8088/ari` */
  readonly url: string
  readonly user: string
  readonly password: string
  /** Name under which the dialplan hands calls over: `Stasis(strowger)`. */
  readonly application: string
  /** Channel technology of phones and trunks. */
  readonly technology: string
  /** Folder of prompts below Asterisk's sounds. */
  readonly sounds: string
}

/** A FreeSWITCH that has the telephones, by its event socket. */
export interface FreeSwitchConfig {
  readonly kind: 'freeswitch'
  readonly address: string
  readonly port: number
  readonly password: string
  /** Domain of the directory that phones register at; undefined: the default one. */
  readonly domain: string | undefined
  /** Profile of conferences. */
  readonly profile: string
  /** Folder of prompts on the machine of FreeSWITCH. */
  readonly sounds: string
  /** Folder of recordings there. */
  readonly recordings: string
}

/** `host.yaml`, checked and complete. */
export interface HostConfig {
  readonly realm: string
  /** An exchange that has the telephones; undefined: this host speaks SIP itself. */
  readonly exchange: AsteriskConfig | FreeSwitchConfig | undefined
  readonly listen: readonly ListenConfig[]
  /** Address that others reach this side at; undefined: that of the first listener. */
  readonly publicAddress: string | undefined
  readonly media: {
    readonly address: string
    readonly ports: { readonly from: number; readonly to: number }
    readonly threads: number
    readonly codecs: readonly ('PCMA' | 'PCMU' | 'G722')[]
    readonly srtp: 'off' | 'offered' | 'required'
    /** Folder of prompts; undefined: beeps. */
    readonly prompts: string | undefined
    /** Program that speaks prompts without a file, and its arguments, with `{text}` and `{file}`; empty: beeps. */
    readonly speech: readonly string[]
    /** Prompt that those who wait hear. */
    readonly music: string
  }
  readonly trunks: readonly TrunkConfig[]
  readonly phones: {
    readonly from: readonly string[]
    readonly minExpiresS: number
    readonly maxExpiresS: number
    /** Hashes that passwords are asked for with, the preferred first: some phones understand no challenge beside one of SHA-256. */
    readonly hashes: readonly DigestAlgorithm[]
    /** Whom agents may call when they talk to nobody: no one, each other, or also numbers that a trunk allows. */
    readonly calls: 'none' | 'agents' | 'outside'
  }
  readonly agents: readonly AgentConfig[]
  readonly numbers: ReadonlyMap<string, string>
  /** After-call work is ended after so long, ms. */
  readonly afterCallWorkLimitMs: number
  readonly recording: {
    readonly calls: 'none' | 'all'
    /** Prompt that says so; empty: none. */
    readonly announce: string
  }
  readonly api:
    | {
        readonly address: string
        readonly port: number
        readonly cert: string | undefined
        readonly key: string | undefined
        readonly tokens: readonly ApiTokenConfig[]
      }
    | undefined
  readonly metrics: { readonly address: string; readonly port: number } | undefined
  /** Folder of journal, snapshots, recordings and voicemail. */
  readonly data: string
  readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly mask: boolean }
  readonly limits: {
    readonly calls: number
    readonly callsPerSecond: number
    readonly messagesPerSecond: number
    readonly failedLogins: number
    readonly banMs: number
    readonly drainMs: number
  }
  readonly services: ReadonlyMap<string, ServiceConfig>
  readonly callback: {
    /** Of callbacks that flows promise; those of contact types have their own in the scenario. */
    readonly attempts: number
    readonly retryMs: number
    readonly ringMs: number
    /** What a caller who waits hears who may be called back, and the key that says yes. */
    readonly prompt: string
    readonly key: string
  }
  /** Campaigns whose calls are listened to for who has answered; of others everybody is taken for a person. */
  readonly campaigns: ReadonlyMap<string, AnswerConfig>
  readonly codes: FeatureCodes
}
