import type { RawDuration, RawSkillLevels } from '../../scenario/schema/value.ts'

/** `host.yaml` as written. */
export interface RawHost {
  readonly strowgerHost: 1
  readonly realm?: string | undefined
  readonly exchange?: RawExchange | undefined
  readonly listen?: readonly RawListen[] | undefined
  readonly publicAddress?: string | undefined
  readonly media?: RawMedia | undefined
  readonly trunks?: Readonly<Record<string, RawTrunk>> | undefined
  readonly phones?:
    | {
        readonly from: readonly string[]
        readonly minExpires?: RawDuration | undefined
        readonly maxExpires?: RawDuration | undefined
        readonly hashes?: readonly ('SHA-256' | 'MD5')[] | undefined
        readonly calls?: 'none' | 'agents' | 'outside' | undefined
      }
    | undefined
  readonly agents?: Readonly<Record<string, RawAgent>> | undefined
  readonly numbers?: Readonly<Record<string, string>> | undefined
  readonly afterCallWorkLimit?: RawDuration | undefined
  readonly recording?: { readonly calls: 'none' | 'all'; readonly announce?: string | undefined } | undefined
  readonly api?: RawApi | undefined
  readonly metrics?: { readonly address?: string | undefined; readonly port: number } | undefined
  readonly data?: string | undefined
  readonly log?:
    | { readonly level?: 'debug' | 'info' | 'warn' | 'error' | undefined; readonly mask?: boolean | undefined }
    | undefined
  readonly limits?: RawLimits | undefined
  readonly services?:
    | Readonly<Record<string, { readonly url: string; readonly token?: string | undefined }>>
    | undefined
  readonly callback?:
    | {
        readonly attempts?: number | undefined
        readonly retry?: RawDuration | undefined
        readonly ring?: RawDuration | undefined
        readonly prompt?: string | undefined
        readonly key?: string | undefined
      }
    | undefined
  readonly campaigns?: Readonly<Record<string, RawCampaignAnswers>> | undefined
  readonly codes?: Readonly<Record<string, string>> | undefined
}

/** An exchange as written: one of the two. */
export interface RawExchange {
  readonly asterisk?:
    | {
        readonly url: string
        readonly user: string
        readonly password: string
        readonly application?: string | undefined
        readonly technology?: string | undefined
        readonly sounds?: string | undefined
      }
    | undefined
  readonly freeswitch?:
    | {
        readonly address?: string | undefined
        readonly port?: number | undefined
        readonly password: string
        readonly domain?: string | undefined
        readonly profile?: string | undefined
        readonly sounds?: string | undefined
        readonly recordings?: string | undefined
      }
    | undefined
}

/** What is done about answering machines, as written. */
export interface RawCampaignAnswers {
  readonly onMachine: 'hang-up' | { readonly message: string }
  readonly onUnsure?: 'human' | 'machine' | undefined
  readonly analysis?: RawAnalysis | undefined
}

/** How they are told from people, as written. */
export interface RawAnalysis {
  readonly initialSilence?: RawDuration | undefined
  readonly greeting?: RawDuration | undefined
  readonly afterGreetingSilence?: RawDuration | undefined
  readonly totalAnalysisTime?: RawDuration | undefined
  readonly minimumWordLength?: RawDuration | undefined
  readonly betweenWordsSilence?: RawDuration | undefined
  readonly maximumNumberOfWords?: number | undefined
  readonly maximumWordLength?: RawDuration | undefined
  readonly silenceThreshold?: number | undefined
}

export interface RawListen {
  readonly transport: 'udp' | 'tcp' | 'tls' | 'ws' | 'wss'
  readonly address?: string | undefined
  readonly port: number
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly ca?: string | undefined
}

interface RawMedia {
  readonly address?: string | undefined
  readonly ports?: string | undefined
  readonly threads?: number | undefined
  readonly codecs?: readonly ('PCMA' | 'PCMU' | 'G722')[] | undefined
  readonly srtp?: 'off' | 'offered' | 'required' | undefined
  readonly prompts?: string | undefined
  readonly speech?: readonly string[] | undefined
  readonly music?: string | undefined
}

/** A trunk as written. */
export interface RawTrunk {
  readonly from?: readonly string[] | undefined
  readonly user?: string | undefined
  readonly password?: string | undefined
  readonly to?: string | undefined
  readonly register?: boolean | undefined
  readonly callerId?: string | undefined
  readonly maxCalls?: number | undefined
  readonly allow?: string | undefined
}

/** An agent as written. */
export interface RawAgent {
  readonly name?: string | undefined
  readonly group: string
  readonly password?: string | undefined
  readonly skills?: RawSkillLevels | undefined
  readonly supervisor?: boolean | undefined
}

/** The API as written. */
export interface RawApi {
  readonly address?: string | undefined
  readonly port: number
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly tokens: Readonly<
    Record<
      string,
      {
        readonly token: string
        readonly may: readonly ('watch' | 'agent' | 'supervise' | 'dial' | 'operate')[]
        readonly agents?: readonly string[] | undefined
      }
    >
  >
}

interface RawLimits {
  readonly calls?: number | undefined
  readonly callsPerSecond?: number | undefined
  readonly messagesPerSecond?: number | undefined
  readonly failedLogins?: number | undefined
  readonly ban?: RawDuration | undefined
  readonly drain?: RawDuration | undefined
}
