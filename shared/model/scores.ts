/**
 * Figures by name, as Keras names them: `loss` always, and those that the output's task has metrics for. Only a metric's
 * own file knows one by name; all else asks `training/metrics`.
 */
export type Scores = Readonly<Record<string, number>>;

/** What an output is for. Of the four, pictures with one class each can be trained so far. */
export type Task = 'classification' | 'multilabel' | 'regression' | 'segmentation';
