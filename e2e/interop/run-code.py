"""
Runs generated code with the real framework, and says what came of it. Nothing of ConvCanvas is in here.

    run-code.py keras|pytorch < [{"code": …, "inputs": [[height, width, channels], …]}, …]

prints, for each: {"trainable", "fixed", "macs", "shapes"}, or {"error"}. No weight is ever filled in: Keras keeps only their
shapes, and PyTorch computes with its meta device, so that a hundred million parameters take no time.
"""

import json
import math
import sys


def run_keras(code, inputs):
    import keras

    names = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(compile(code, "model.py", "exec"), names)
    model = names["model"]
    count = lambda weights: sum(math.prod(weight.shape) for weight in weights)
    expected = [tuple(shape) for shape in inputs]
    if [tuple(value.shape[1:]) for value in model.inputs] != expected:
        raise ValueError(f"takes {model.input_shape}")
    return {
        "trainable": count(model.trainable_weights),
        "fixed": count(model.non_trainable_weights),
        "macs": sum(
            math.prod(layer.kernel.shape) * places(layer, keras.layers.Conv2DTranspose)
            for layer in model.layers
            if hasattr(layer, "kernel")
        ),
        "shapes": [list(value.shape[1:]) for value in model.outputs],
    }


def places(layer, transposed):
    """How often a kernel is laid down: once for each pixel of the output, or of the input where it is spread."""
    value = layer.input if isinstance(layer, transposed) else layer.output
    return math.prod(value.shape[1:-1])


def count_macs(torch, model):
    """A list to which every convolution and dense layer adds what one picture costs."""
    macs = []

    def add(layer, given, answer):
        value = given[0] if isinstance(layer, torch.nn.ConvTranspose2d) else answer
        macs.append(layer.weight.numel() * math.prod(value.shape[2:]))

    for layer in model.modules():
        if isinstance(layer, (torch.nn.Conv2d, torch.nn.ConvTranspose2d, torch.nn.Linear)):
            layer.register_forward_hook(add)
    return macs


def run_pytorch(code, inputs):
    import torch

    for name in dir(torch.nn.init):
        if name.endswith("_") and not name.startswith("_"):
            setattr(torch.nn.init, name, lambda tensor, *args, **kwargs: tensor)
    count = lambda values: sum(value.numel() for value in values)
    # Pictures are channels first.
    channels_first = lambda shape: [shape[2], shape[0], shape[1]] if len(shape) == 3 else shape

    def answer_on(device):
        names = {}
        exec(compile(code, "model.py", "exec"), names)
        model = names["model"].eval().to(device)
        macs = count_macs(torch, model)
        with torch.no_grad():
            values = [torch.zeros([2, *channels_first(shape)], device=device) for shape in inputs]
            return model, macs, model(*values)

    try:
        model, macs, answer = answer_on("meta")
    except Exception:
        # Some functions of 1.13 have no meta version.
        if "raise NotImplementedError" in code:
            raise
        model, macs, answer = answer_on("cpu")
    weights = list(model.parameters())
    buffers = [value for name, value in model.named_buffers() if not name.endswith("num_batches_tracked")]
    answers = answer if isinstance(answer, tuple) else (answer,)
    last = lambda shape: [shape[1], shape[2], shape[0]] if len(shape) == 3 else shape
    return {
        "trainable": count(weight for weight in weights if weight.requires_grad),
        "fixed": count(weight for weight in weights if not weight.requires_grad) + count(buffers),
        "macs": sum(macs),
        "shapes": [last(list(value.shape[1:])) for value in answers],
    }


def main():
    run = {"keras": run_keras, "pytorch": run_pytorch}[sys.argv[1]]
    answers = []
    for task in json.load(sys.stdin):
        try:
            answers.append(run(task["code"], task["inputs"]))
        except Exception as error:
            answers.append({"error": f"{type(error).__name__}: {error}"})
    json.dump(answers, sys.stdout)


main()
