import type { AmdOptions, Cryptography, RtpView } from '@strowger/core'
import type { Direction } from '@strowger/core/sip'
import { dial } from '@strowger/dtmf'
import type { Digit, Press } from '@strowger/dtmf'
import { DigitSending } from './digit-sending.ts'
import { LegDetection } from './leg-detection.ts'
import { LegDigits } from './leg-digits.ts'
import { LegEar } from './leg-ear.ts'
import type { LegIdentity, LegOutlet } from './leg-outlet.ts'
import { LegPlays } from './leg-plays.ts'
import { LegReports } from './leg-reports.ts'
import { LegSecurity } from './leg-security.ts'
import { LegVoice, VoiceNumbers } from './leg-voice.ts'
import type { LegConnection, LegId, LegQuality, RefusedCounts } from './leg.ts'
import type { MediaEvent } from './media-event.ts'
import { addRefused, nothingRefused } from './refused.ts'
import type { SoundPlane } from './sound-plane.ts'
import { NARROW_HZ, TICK_MS, voiceCodec } from './voice-codec.ts'
import type { VoiceCodec } from './voice-codec.ts'

/** What all legs of a thread share. */
export interface LegHouse {
  readonly narrow: SoundPlane
  readonly wide: SoundPlane
  readonly cryptography: Cryptography
  /** Unix time when the clock of `nowMs` stood at zero. */
  readonly unixMsAtZero: number
  readonly silentAfterMs: number
  readonly tell: (event: MediaEvent) => void
}

/** One leg: hears its packets, says what it is given, and has a seat at the plane of its codec. */
export class MediaLeg {
  readonly id: LegId
  readonly slot: number
  readonly outlet: LegOutlet
  readonly plays: LegPlays
  /** Digits that go out as tones. */
  readonly #tones: LegPlays
  readonly #house: LegHouse
  readonly #numbers: VoiceNumbers
  readonly #reports: LegReports
  readonly #security: LegSecurity
  readonly #refused = nothingRefused()
  /** Ears of codecs that were agreed before. */
  readonly #earsBefore: LegEar[] = []
  #connection: LegConnection | undefined
  #codec: VoiceCodec | undefined
  #ear: LegEar | undefined
  #voice: LegVoice | undefined
  #digits: LegDigits | undefined
  #detection: LegDetection | undefined
  #sending: DigitSending | undefined
  /** Last RTP, or when hearing began. */
  #heardMs = 0
  #presence: 'unheard' | 'heard' | 'silent' = 'unheard'
  #digitsTold = 0
  #digitsAgain = 0
  plane: SoundPlane
  isMuted = false

  constructor(id: LegId, slot: number, identity: LegIdentity, outlet: LegOutlet, house: LegHouse) {
    this.id = id
    this.slot = slot
    this.outlet = outlet
    this.#house = house
    this.plane = house.narrow
    this.#numbers = new VoiceNumbers(identity)
    this.#reports = new LegReports(this.#numbers, identity, house.unixMsAtZero)
    this.#security = new LegSecurity(house.cryptography, identity.srtpKey)
    this.plays = new LegPlays(id, house.tell)
    this.#tones = new LegPlays(id, () => {})
    this.plane.seat(slot)
  }

  /** Speaks and hears as was agreed from now on. What stays the same goes on without a break. */
  connect(connection: LegConnection, nowMs: number): void {
    this.#security.agree(connection.srtp)
    const before = this.#connection
    if (before === undefined || !isAlike(before, connection)) {
      const codec = voiceCodec(connection)
      this.#codec = codec
      if (this.#ear !== undefined) this.#earsBefore.push(this.#ear)
      this.#ear = new LegEar(connection, codec)
      this.#forgetDigits()
      const tell = (press: Press): void => this.#tellDigit(press)
      this.#digits = new LegDigits(codec.sampleHz, codec.rtpHz, connection.inbandDigits ?? true, tell)
      this.#sending = new DigitSending(codec.rtpHz)
      if (this.#detection !== undefined) this.#beginDetection(this.#detection.options, codec)
      this.plane.isSpeaking[this.slot] = 0
      this.plane = codec.sampleHz === NARROW_HZ ? this.#house.narrow : this.#house.wide
      this.plays.setRate(codec.sampleHz)
      this.#tones.setRate(codec.sampleHz)
    }
    this.plane.seat(this.slot)
    this.#voice = new LegVoice(this.#numbers, this.outlet, connection, this.#codec!, this.#security.sender)
    if (before === undefined || !receives(before.direction)) this.#heardMs = nowMs
    this.#connection = connection
    this.outlet.aim(connection, this.#security.receiver)
  }

  /** Takes a packet of the leg's source, without protection. */
  takeRtp(view: RtpView, nowMs: number): void {
    const connection = this.#connection
    if (connection === undefined || !receives(connection.direction)) {
      this.#refused.unwanted++
      return
    }
    const kind = this.#ear!.take(view, nowMs)
    if (kind === 'unknown') {
      this.#refused.malformed++
      return
    }
    if (kind === 'event') this.#digits!.event(view, nowMs)
    this.#heardMs = nowMs
    if (this.#presence === 'heard') return
    this.#presence = 'heard'
    this.#house.tell({ kind: 'heard', leg: this.id })
  }

  /** Takes RTCP of the leg's source, without protection. */
  takeRtcp(bytes: Uint8Array, length: number, nowMs: number): void {
    this.#reports.take(bytes, length, nowMs)
  }

  /** Takes a digit of an INFO request. */
  takeInfo(digit: Digit, durationMs: number | undefined, nowMs: number): void {
    this.#digits?.info(digit, durationMs, nowMs)
  }

  /** Sends digits: as events where they were agreed, as tones where not. */
  sendDigits(digits: readonly Digit[]): void {
    if (this.#voice?.sendsEvents === true) this.#sending?.push(digits)
    else if (digits.length > 0) {
      const { samples } = dial(digits.join(''), { sampleRateHz: this.plane.sampleHz })
      this.#tones.push({ id: 0, sounds: [{ path: '', at8k: samples, at16k: samples }], options: {} })
    }
  }

  /** Listens for who has answered. */
  detect(options: AmdOptions): void {
    if (this.#codec !== undefined) this.#beginDetection(options, this.#codec)
  }

  #beginDetection(options: AmdOptions, { sampleHz }: VoiceCodec): void {
    this.#detection = new LegDetection(this.id, options, sampleHz, this.#house.tell)
  }

  /** Puts what this leg says in this tick on its plane. */
  listen(nowMs: number): void {
    const { plane } = this
    const isSound = this.#hear(nowMs)
    // Of whom nothing comes is silent: so the analysis ends also where there are no packets.
    if (this.#detection?.hear(isSound ? plane.scratch : plane.silence) === false) this.#detection = undefined
  }

  /** Takes a tick's sound into the plane's scratch. False when there is none. */
  #hear(nowMs: number): boolean {
    const { plane, slot } = this
    plane.isSpeaking[slot] = 0
    const ear = this.#ear
    const connection = this.#connection
    if (ear === undefined || connection === undefined || !receives(connection.direction)) return false
    if (this.#presence !== 'silent' && nowMs - this.#heardMs >= this.#house.silentAfterMs) this.#tellSilent(nowMs)
    // All pull into one memory: the codec's tables are quickest on a memory that they know.
    const isSound = ear.listenInto(plane.scratch, nowMs)
    const digits = this.#digits!
    if (isSound) {
      plane.spoken[slot]!.set(plane.scratch)
      if (!this.isMuted) plane.isSpeaking[slot] = 1
    }
    if (ear.ssrc === -1) return false
    digits.hear(isSound ? plane.scratch : plane.silence, nowMs - TICK_MS)
    digits.advance(nowMs)
    return isSound
  }

  /** Sends what this leg is to hear in this tick. */
  speak(nowMs: number): void {
    const voice = this.#voice
    if (voice === undefined) return
    const { plane, slot } = this
    const heard = plane.heard[slot]!
    const isHearing = plane.voices[slot]! > 0
    const isPlayed = this.plays.mixInto(heard, isHearing, plane.scratch)
    const isToned = this.#tones.mixInto(heard, isHearing || isPlayed, plane.scratch)
    const isEvent = this.#sending!.advance(voice, nowMs)
    if (isEvent || !sends(this.#connection!.direction)) voice.pause()
    else voice.send(isHearing || isPlayed || isToned ? heard : plane.nobody)
    this.#reports.advance(this.#ear!, this.outlet, this.#security.sender, nowMs)
  }

  #tellDigit({ digit, startMs, durationMs, sources }: Press): void {
    this.plays.digit()
    this.#house.tell({ kind: 'digit', leg: this.id, digit, startMs, durationMs, sources: [...sources] })
  }

  #tellSilent(nowMs: number): void {
    this.#presence = 'silent'
    this.#house.tell({ kind: 'silent', leg: this.id, forMs: nowMs - this.#heardMs })
  }

  #forgetDigits(): void {
    this.#digitsTold += this.#digits?.told ?? 0
    this.#digitsAgain += this.#digits?.toldAgain ?? 0
    this.#digits?.close()
    this.#digits = undefined
  }

  /** Digits told, and reports of them by another way. */
  get digitCounts(): { readonly told: number; readonly again: number } {
    return {
      told: this.#digitsTold + (this.#digits?.told ?? 0),
      again: this.#digitsAgain + (this.#digits?.toldAgain ?? 0),
    }
  }

  /** Packets heard and said. */
  get packetCounts(): { readonly received: number; readonly sent: number } {
    let received = 0
    for (const ear of this.#ears()) received += ear.figures().received
    return { received, sent: this.#numbers.packets }
  }

  /** What was refused, on the wire and here. */
  get refused(): RefusedCounts {
    const refused = { ...this.#refused }
    refused.malformed += this.#reports.malformed
    addRefused(refused, this.outlet.refused)
    return refused
  }

  #ears(): LegEar[] {
    return this.#ear === undefined ? this.#earsBefore : [...this.#earsBefore, this.#ear]
  }

  /** What this leg was like. R and MOS are those of the codec that was spoken last. */
  quality(): LegQuality {
    let lost = 0
    let samples = 0
    let concealed = 0
    for (const ear of this.#ears()) {
      const figures = ear.figures()
      lost += figures.lost
      samples += figures.samples
      concealed += figures.concealedSamples
    }
    const last = this.#ear?.figures()
    const { received, sent } = this.packetCounts
    return {
      packetsReceived: received,
      packetsSent: sent,
      packetsLost: lost,
      jitterMs: last?.jitterMs ?? 0,
      concealedShare: samples === 0 ? 0 : concealed / samples,
      r: last?.r,
      mos: last?.mos,
      roundTripMs: this.#reports.roundTripMs,
      remoteLossShare: this.#reports.remoteLossShare,
      refused: this.refused,
    }
  }

  /** Ends the leg: playings, goodbye, wire. */
  close(nowMs: number): void {
    this.plays.close()
    this.#forgetDigits()
    if (this.#ear !== undefined) this.#reports.bye(this.#ear, this.outlet, this.#security.sender, nowMs)
    this.outlet.close()
    this.plane.isSpeaking[this.slot] = 0
  }
}

function receives(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'recvonly'
}

function sends(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'sendonly'
}

/** Whether sound and digits are coded the same: then codec and buffer go on. */
function isAlike(a: LegConnection, b: LegConnection): boolean {
  return (
    a.codec === b.codec &&
    a.payloadType === b.payloadType &&
    a.l16Hz === b.l16Hz &&
    a.telephoneEventPayloadType === b.telephoneEventPayloadType &&
    (a.inbandDigits ?? true) === (b.inbandDigits ?? true)
  )
}
