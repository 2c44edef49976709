import fc from 'fast-check'

/*
 * Properties draw the same cases each time, so that what passed here passes anywhere: `STROWGER_TEST_SEED=$RANDOM npm test` draws others, which is how
 * to look for what nobody has seen yet. What is found gets a test of its own.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['STROWGER_TEST_SEED'] ?? 1891) })
