import fc from 'fast-check';

// The same texts each time, so that a run says something about the change at hand; `npm run fuzz` looks for new ones.
if (process.env.FUZZ === undefined) fc.configureGlobal({ seed: 20_261_121 });
