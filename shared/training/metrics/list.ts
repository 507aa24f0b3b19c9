// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.
import type { Metric } from './define';
import { accuracy } from './accuracy';
import { f1Score } from './f1-score';
import { top5Accuracy } from './top-5-accuracy';

/** In no order. */
export const allMetrics: readonly Metric[] = [accuracy, f1Score, top5Accuracy];
