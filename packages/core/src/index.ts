export { StrowgerError } from './error/strowger-error.ts'
