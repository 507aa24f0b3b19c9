/** Steps that pictures go through, as documents and models hold them. */
import * as z from 'zod/mini';
import { listUpTo, textUpTo } from '../schema/limits';

/** More steps than any recipe has. */
const MOST_STEPS = 100;

const step = z.looseObject({
  type: textUpTo(100, 1),
  params: z._default(z.record(z.string(), z.unknown()), {}),
});

/** None where they are left out. */
export const stepsSchema = z._default(listUpTo(step, MOST_STEPS), []);
