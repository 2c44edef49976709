import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWav, writeWav } from '@strowger/core'
import { freePort, Program } from './program.ts'

/** What a phone of baresip is to be. */
export interface PhoneOptions {
  readonly number: string
  readonly password: string
  /** Port of the registrar on the loopback. */
  readonly registrarPort: number
  /** Tone that its agent says, Hz. */
  readonly toneHz: number
}

/** A softphone of baresip: registers, answers by itself, says a tone without end and keeps what it hears. */
export class BaresipPhone {
  readonly program: Program
  /** Read before the folder went. */
  #heard: Int16Array | undefined

  private constructor(options: PhoneOptions, port: number) {
    this.program = new Program('sh', ['-c', 'exec baresip -f "$PWD"'], (folder) => {
      prepare(folder, options, port)
    })
  }

  /** Starts one; resolved when it has registered. */
  static async start(options: PhoneOptions): Promise<BaresipPhone> {
    const phone = new BaresipPhone(options, await freePort())
    await phone.program.said(/200 OK|registered successfully/)
    return phone
  }

  /** Ends it; returns what it heard in its last call, at 8000 Hz: empty when it heard nothing. */
  async stop(): Promise<Int16Array> {
    this.#heard ??= this.#readHeard()
    this.program.stop()
    await this.program.ended
    return this.#heard
  }

  #readHeard(): Int16Array {
    const dumps = readdirSync(this.program.folder).filter((name) => name.endsWith('-dec.wav'))
    const last = dumps.sort().at(-1)
    const read = last === undefined ? undefined : readWav(readFileSync(join(this.program.folder, last)))
    return read?.samples ?? new Int16Array(0)
  }
}

function prepare(folder: string, { number, password, registrarPort, toneHz }: PhoneOptions, port: number): void {
  const second = Int16Array.from({ length: 8000 }, (_, at) => 8000 * Math.sin((2 * Math.PI * toneHz * at) / 8000))
  const samples = new Int16Array(60 * second.length)
  for (let at = 0; at < samples.length; at += second.length) samples.set(second, at)
  writeFileSync(join(folder, 'say.wav'), writeWav({ sampleHz: 8000, channels: 1, encoding: 'pcm16' }, samples))
  const config = [
    'poll_method epoll',
    `sip_listen 127.0.0.1:${port}`,
    `audio_source aufile,${join(folder, 'say.wav')}`,
    'audio_player aubridge,nowhere',
    'audio_alert aubridge,nowhere',
    'ausrc_srate 8000',
    'auplay_srate 8000',
    'rtp_ports 40000-44000',
    `snd_path ${folder}`,
    'net_interface 127.0.0.1',
    'module_path /usr/lib/baresip/modules',
    ...['g711', 'aufile', 'aubridge', 'sndfile'].map((name) => `module ${name}.so`),
    'module_tmp account.so',
    'module_app menu.so',
  ]
  const server = `127.0.0.1:${registrarPort}`
  const account = `<sip:${number}@${server}>;auth_user=${number};auth_pass=${password};answermode=auto;regint=60`
  writeFileSync(join(folder, 'config'), `${config.join('\n')}\n`)
  writeFileSync(join(folder, 'accounts'), `${account};outbound="sip:${server}"\n`)
  writeFileSync(join(folder, 'contacts'), '')
}
