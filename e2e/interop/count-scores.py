"""
Scores by scikit-learn. Nothing of ConvCanvas is in here.

Reads [{"classes": n, "labels": […], "predictions": [[…], …]}, …] from standard input, and answers each with
{"accuracy", "f1Score", "top5Accuracy", "confusion", "precision", "recall", "f1", "support"}; null is where a figure is none.
"""

import json
import math
import sys

import numpy
from sklearn import metrics


def number(value):
    return None if math.isnan(value) else float(value)


def scores(case):
    labels = numpy.array(case["labels"])
    predictions = numpy.array(case["predictions"])
    found = predictions.argmax(axis=1)
    classes = range(case["classes"])
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, found, labels=classes, zero_division=numpy.nan
    )
    answer = {
        "accuracy": metrics.accuracy_score(labels, found),
        "f1Score": metrics.f1_score(labels, found, average="macro", zero_division=0),
        "confusion": metrics.confusion_matrix(labels, found, labels=classes).tolist(),
        "precision": [number(value) for value in precision],
        "recall": [number(value) for value in recall],
        "f1": [number(value) for value in f1],
        "support": support.tolist(),
    }
    if case["classes"] > 5:
        answer["top5Accuracy"] = metrics.top_k_accuracy_score(labels, predictions, k=5, labels=classes)
    return answer


json.dump([scores(case) for case in json.load(sys.stdin)], sys.stdout)
