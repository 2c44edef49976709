import { StrowgerError } from '../errors/strowger-error.ts'
import type { Comparison, Expression, Item, NameOperand, Operand, TruthOperand } from './expression.ts'
import { type Token, tokenize } from './tokens.ts'

/** Parentheses and `not` nest at most so deep: the parser's own stack is bounded whatever it is given. */
const DEEPEST_EXPRESSION = 64

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

/**
 * Reads an expression such as `english >= 3 and (billing or vip >= 2) and not trainee`. O(length); any text gives a tree
 * or an error.
 *
 * @param path - where the text stands; an error names `path:column`, the column 1-based
 * @throws StrowgerError `expression-syntax`, `expression-length`, `expression-depth`
 */
export function parseExpression(text: string, path: string = 'expression'): Expression {
  return new Parser(tokenize(text, path), path).parse()
}

/** From loosest to tightest: or, and, not, comparison. */
class Parser {
  readonly #tokens: readonly Token[]
  readonly #path: string
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[], path: string) {
    this.#tokens = tokens
    this.#path = path
  }

  parse(): Expression {
    const expression = this.#any()
    const token = this.#token
    if (token.kind === 'end') return expression
    if (token.text in COMPARISONS) throw this.#error(token, 'compare one pair at a time: a < b and b < c')
    throw this.#error(token, 'and, or, or the end')
  }

  /** The next token; the end repeats itself. */
  get #token(): Token {
    return this.#tokens[Math.min(this.#next, this.#tokens.length - 1)]!
  }

  #takes(kind: 'keyword' | 'symbol', text: string): boolean {
    const token = this.#token
    if (token.kind !== kind || token.text !== text) return false
    this.#next += 1
    return true
  }

  #any(): Expression {
    const terms = [this.#all()]
    while (this.#takes('keyword', 'or')) terms.push(this.#all())
    return terms.length === 1 ? terms[0]! : { kind: 'or', terms }
  }

  #all(): Expression {
    const terms = [this.#negation()]
    while (this.#takes('keyword', 'and')) terms.push(this.#negation())
    return terms.length === 1 ? terms[0]! : { kind: 'and', terms }
  }

  #negation(): Expression {
    const token = this.#token
    if (this.#takes('keyword', 'not')) return { kind: 'not', term: this.#deeper(token, () => this.#negation()) }
    if (!this.#takes('symbol', '(')) return this.#comparison()
    const inner = this.#deeper(token, () => this.#any())
    if (!this.#takes('symbol', ')')) throw this.#error(this.#token, `close the ( of column ${token.at} with )`)
    return inner
  }

  #deeper(token: Token, read: () => Expression): Expression {
    this.#depth += 1
    if (this.#depth > DEEPEST_EXPRESSION) {
      const path = `${this.#path}:${token.at}`
      throw new StrowgerError('expression-depth', path, token.text, `at most ${DEEPEST_EXPRESSION} levels of ( and not`)
    }
    const expression = read()
    this.#depth -= 1
    return expression
  }

  #comparison(): Expression {
    const first = this.#token
    const left = this.#operand('a name, a value, not or (')
    const op = this.#token.kind === 'symbol' ? COMPARISONS[this.#token.text] : undefined
    if (op !== undefined) {
      this.#next += 1
      return { kind: 'compare', op, left, right: this.#operand('a name or a value to compare with') }
    }
    if (this.#takes('keyword', 'in')) return { kind: 'in', operand: left, items: this.#items() }
    if (this.#takes('keyword', 'not')) {
      if (!this.#takes('keyword', 'in')) throw this.#error(this.#token, 'in, after a not that follows a name')
      return { kind: 'not', term: { kind: 'in', operand: left, items: this.#items() } }
    }
    if (!standsAlone(left)) throw this.#error(first, 'compare it with something: = != < <= > >= in')
    return { kind: 'test', operand: left }
  }

  #items(): readonly Item[] {
    const open = this.#token
    if (!this.#takes('symbol', '(')) {
      const item = this.#item()
      if (item.to === undefined) throw this.#error(open, 'a list in parentheses (a, b), or a range from..to')
      return [item]
    }
    const items = [this.#item()]
    while (this.#takes('symbol', ',')) items.push(this.#item())
    if (!this.#takes('symbol', ')')) throw this.#error(this.#token, 'a comma or ) in the list')
    return items
  }

  #item(): Item {
    const from = this.#operand('a value of the list')
    return { from, to: this.#takes('symbol', '..') ? this.#operand('the end of the range') : undefined }
  }

  #operand(wanted: string): Operand {
    const token = this.#token
    const { at } = token
    this.#next += 1
    switch (token.kind) {
      case 'number':
      case 'duration':
      case 'time':
        return { kind: token.kind, value: token.value, at }
      case 'text':
        return { kind: 'text', value: token.text, at }
      case 'name':
        return { kind: 'name', name: token.text, at }
      case 'keyword':
        if (token.text === 'true' || token.text === 'false') return { kind: 'truth', value: token.text === 'true', at }
        break
      case 'symbol':
        if (token.text === '=') throw this.#error(token, `${wanted}; equality is written with one =`)
        break
      case 'end':
    }
    throw this.#error(token, wanted)
  }

  #error(token: Token, remedy: string): StrowgerError {
    const shown = token.kind === 'end' ? undefined : token.text
    const short = shown !== undefined && shown.length > 40 ? `${shown.slice(0, 40)}…` : shown
    const path = `${this.#path}:${token.at}`
    const message = short === undefined ? { message: `${path}: the text ends here — ${remedy}` } : {}
    return new StrowgerError('expression-syntax', path, short, remedy, message)
  }
}

function standsAlone(operand: Operand): operand is NameOperand | TruthOperand {
  return operand.kind === 'name' || operand.kind === 'truth'
}
