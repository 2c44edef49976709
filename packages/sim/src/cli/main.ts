import yargs from 'yargs'
import { version } from '../version.ts'
import { checkPolicyCommand } from './commands/check-policy.ts'
import { compareCommand } from './commands/compare.ts'
import { rankCommand } from './commands/rank.ts'
import { expectedWaitCommand } from './commands/expected-wait.ts'
import { hostCommand } from './commands/host.ts'
import { explainCommand } from './commands/explain.ts'
import { fitCommand } from './commands/fit.ts'
import { initCommand } from './commands/init.ts'
import { replayCommand } from './commands/replay/replay.ts'
import { flowCommand } from './commands/flow.ts'
import { digitsCommand } from './commands/digits.ts'
import { jitterCommand } from './commands/jitter.ts'
import { mediaLoadCommand } from './commands/media-load.ts'
import { rtpCommand } from './commands/rtp.ts'
import { runCommand } from './commands/run.ts'
import { schemaCommand } from './commands/schema.ts'
import { staffCommand } from './commands/staff.ts'
import { steadyCommand } from './commands/steady.ts'
import { sweepCommand } from './commands/sweep.ts'
import { theoryCommand } from './commands/theory/theory.ts'
import { validateCommand } from './commands/validate.ts'
import { CheckFailed, CommandLineMistake, ExitCode, oneLine, told } from './mistake.ts'

const EPILOGUE = 'A scenario file and all options are documented in the README. Mistakes end with exit code 2.'

/** Runs the command line and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await yargs([...args])
      .scriptName('strowger')
      .usage(
        '$0 <command>\n\nSimulates call centres with the engine that routes real calls, and looks into what calls are made of.',
      )
      .command(initCommand)
      .command(explainCommand)
      .command(runCommand)
      .command(compareCommand)
      .command(rankCommand)
      .command(sweepCommand)
      .command(staffCommand)
      .command(steadyCommand)
      .command(expectedWaitCommand)
      .command(replayCommand)
      .command(fitCommand)
      .command(theoryCommand)
      .command(validateCommand)
      .command(checkPolicyCommand)
      .command(hostCommand)
      .command(flowCommand)
      .command(digitsCommand)
      .command(rtpCommand)
      .command(jitterCommand)
      .command(mediaLoadCommand)
      .command(schemaCommand)
      .completion('completion', 'Print a script for completion in bash or zsh')
      .demandCommand(1, 'give a command (--help lists them)')
      .strict()
      .recommendCommands()
      .version(version)
      .alias('help', 'h')
      .wrap(110)
      .epilogue(EPILOGUE)
      .exitProcess(false)
      .locale('en')
      .fail((message: string | undefined, error: Error | undefined) => {
        // The parser wraps what an option's own check threw; any other error is the command's.
        if (error !== undefined && error.name !== 'YError') throw error
        throw new CommandLineMistake(error?.message ?? inPlainWords(message ?? '', args))
      })
      .parseAsync()
    return ExitCode.done
  } catch (error) {
    if (error instanceof CheckFailed) return error.exitCode
    const line = told(error)
    if (line !== undefined) {
      process.stderr.write(`strowger: ${line}\n`)
      return ExitCode.mistake
    }
    process.stderr.write(`strowger: this is a bug: ${oneLine(String(error))}\n`)
    if (process.env['STROWGER_DEBUG'] !== undefined && error instanceof Error) {
      process.stderr.write(`${error.stack ?? ''}\n`)
    }
    return ExitCode.failed
  }
}

/** What the argument parser says, in words that name the word in question and what would be right. */
function inPlainWords(message: string, args: readonly string[]): string {
  const words = args.filter((word) => !word.startsWith('-'))
  // The only command with commands of its own.
  const command = words.slice(0, words[0] === 'theory' ? 2 : 1).join(' ')
  const help = `strowger ${command === '' ? '' : `${command} `}--help shows how`
  if (message.startsWith('Not enough non-option')) return `${command}: a file or name is missing — ${help}`
  if (message.startsWith('Did you mean')) return `there is no command ${command} — ${message.toLowerCase()}`
  return `${oneLine(message)} — ${help}`
}
