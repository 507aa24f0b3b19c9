/**
 * Property tests draw the same cases at every run, so that what was green stays green until the code changes. FC_SEED=n
 * draws others: worth a run before a release.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 1) });
