"""
Runs generated code with the real framework, and says what came of it. Nothing of ConvCanvas is in here.

    run-code.py keras|pytorch

reads a task a line, {"code": …, "inputs": [[height, width, channels], …]}, and answers each with a line of its own:
{"trainable", "fixed", "macs", "shapes"}, or {"error"}. Without more no weight is filled in: Keras keeps only their shapes, and
PyTorch computes with its meta device. A task may ask for more:

  "values": {"batch": n, "float": "float32" or "float64", "given": FILE, "answer": FILE, "layers": [[[name, shape], …], …]}
      `given` holds the inputs and then the weights of each layer that has some, in the order in which the code makes them,
      as float32; what comes out is written to `answer` as float64. Pictures are channels last. `float` is what the framework
      computes in.
  "first": true
      for each layer that has weights, {name: [mean, deviation, least, most]} of what the framework drew.
"""

import json
import math
import os
import sys

import numpy

channel = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # What a framework prints is no answer.


def read_values(task):
    """The inputs, and a list of (name, array) for each layer."""
    values = task["values"]
    numbers = numpy.fromfile(values["given"], "float32")
    at = 0

    def take(shape):
        nonlocal at
        size = math.prod(shape)
        at += size
        return numbers[at - size : at].reshape(shape)

    inputs = [take([values["batch"], *shape]).astype(values["float"]) for shape in task["inputs"]]
    layers = [[(name, take(shape)) for name, shape in layer] for layer in values["layers"]]
    if at != len(numbers):
        raise ValueError(f"{len(numbers)} numbers were given for {at}")
    return inputs, layers


def write_values(task, arrays):
    numpy.concatenate([numpy.asarray(array, "float64").ravel() for array in arrays]).tofile(
        task["values"]["answer"]
    )


def describe(array):
    array = numpy.asarray(array, "float64")
    return [float(value) for value in (array.mean(), array.std(), array.min(), array.max())]


def pair_up(made, layers):
    if len(made) != len(layers):
        raise ValueError(f"{len(made)} layers have weights, and {len(layers)} were given some")
    return zip(made, layers)


class Keras:
    def __init__(self):
        import keras

        self.keras = keras
        self.made = []
        begin = keras.Layer.__init__

        def noted(layer, *args, **kwargs):
            begin(layer, *args, **kwargs)
            self.made.append(layer)

        keras.Layer.__init__ = noted

        from keras.src import backend
        from keras.src.backend import random

        self.backend = backend
        self.result_type = backend.result_type
        self.random = random
        self.draw = {name: getattr(random, name) for name in ("uniform", "truncated_normal")}
        constants = {keras.initializers.Zeros: numpy.zeros, keras.initializers.Ones: numpy.ones}
        for initializer, make in constants.items():
            # JAX would compile a program for each shape.
            initializer.__call__ = lambda self, shape, dtype=None, make=make: make(shape, keras.config.floatx())

    def compute_in(self, kind):
        self.keras.config.set_floatx(kind)
        self.keras.config.set_dtype_policy(kind)
        # Norms ask what they shall compute in, and would go back to float32.
        self.backend.result_type = (lambda *kinds: kind) if kind == "float64" else self.result_type
        if self.keras.backend.backend() == "jax":
            import jax

            jax.config.update("jax_enable_x64", kind == "float64")

    def build(self, code, draws):
        """The model, and its layers that have weights in the order in which they were made."""
        for name, draw in self.draw.items():
            zeros = lambda shape, *args, **kwargs: numpy.zeros(shape, self.keras.config.floatx())
            setattr(self.random, name, draw if draws else zeros)
        self.made.clear()
        names = {}
        exec(compile(code, "model.py", "exec"), names)
        made = [each for each in self.made if not isinstance(each, self.keras.Model) and each.weights]
        return names["model"], made

    def run(self, task):
        self.compute_in(task.get("values", {}).get("float", "float32"))
        keras = self.keras
        if "values" in task or task.get("first"):
            keras.utils.set_random_seed(1)
            model, made = self.build(task["code"], draws="first" in task)
        else:
            with keras.StatelessScope(initialize_variables=False):
                model, made = self.build(task["code"], draws=True)
        expected = [tuple(shape) for shape in task["inputs"]]
        if [tuple(value.shape[1:]) for value in model.inputs] != expected:
            raise ValueError(f"takes {model.input_shape}")
        count = lambda weights: sum(math.prod(weight.shape) for weight in weights)
        answer = {
            "trainable": count(model.trainable_weights),
            "fixed": count(model.non_trainable_weights),
            "macs": sum(
                math.prod(layer.kernel.shape) * self.places(layer)
                for layer in model.layers
                if hasattr(layer, "kernel")
            ),
            "shapes": [list(value.shape[1:]) for value in model.outputs],
        }
        if "values" in task:
            inputs, layers = read_values(task)
            for layer, weights in pair_up(made, layers):
                layer.set_weights([array for _, array in weights])
            outputs = self.call(model, inputs if len(inputs) > 1 else inputs[0])
            outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
            write_values(task, [keras.ops.convert_to_numpy(value) for value in outputs])
        if "first" in task:
            answer["first"] = [
                {weight.name: describe(value) for weight, value in zip(layer.weights, layer.get_weights())}
                for layer in made
            ]
        return answer

    def call(self, model, inputs):
        if self.keras.backend.backend() != "jax":
            return model(inputs, training=False)
        import jax

        # Compiled as one program, where each operation would be one of its own.
        trained, fixed = (
            [variable.value for variable in variables]
            for variables in (model.trainable_variables, model.non_trainable_variables)
        )
        run = jax.jit(lambda *given: model.stateless_call(*given, training=False))
        return run(trained, fixed, inputs)[0]

    def places(self, layer):
        """How often a kernel is laid down: once for each pixel of the output, or of the input where it is spread."""
        transposed = isinstance(layer, self.keras.layers.Conv2DTranspose)
        value = layer.input if transposed else layer.output
        return math.prod(value.shape[1:-1])


class PyTorch:
    def __init__(self):
        import torch

        self.torch = torch
        torch.set_num_threads(1)
        init = torch.nn.init
        names = [name for name in dir(init) if name.endswith("_") and not name.startswith("_")]
        self.draw = {name: getattr(init, name) for name in names}

    def build(self, code, device, draws):
        for name, draw in self.draw.items():
            left = lambda tensor, *args, **kwargs: tensor
            setattr(self.torch.nn.init, name, draw if draws else left)
        names = {}
        exec(compile(code, "model.py", "exec"), names)
        return names["model"].eval().to(device)

    def macs(self, model):
        """A list to which every convolution and dense layer adds what one picture costs."""
        nn, macs = self.torch.nn, []

        def add(layer, given, answer):
            value = given[0] if isinstance(layer, nn.ConvTranspose2d) else answer
            macs.append(layer.weight.numel() * math.prod(value.shape[2:]))

        for layer in model.modules():
            if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
                layer.register_forward_hook(add)
        return macs

    def given(self, array, device="cpu"):
        """Pictures are channels first."""
        value = self.torch.from_numpy(numpy.ascontiguousarray(array))
        return (value.permute(0, 3, 1, 2) if value.ndim == 4 else value).to(device)

    def own(self, model):
        """The modules with weights of their own, in the order in which they were made, and what those are."""
        found = []
        for module in model.modules():
            weights = dict(module.named_parameters(recurse=False))
            buffers = dict(module.named_buffers(recurse=False))
            buffers.pop("num_batches_tracked", None)
            if weights or buffers:
                found.append({**weights, **buffers})
        return found

    def run(self, task):
        torch = self.torch
        zeros = [numpy.zeros([2, *shape], "float32") for shape in task["inputs"]]
        inputs, layers = read_values(task) if "values" in task else (zeros, None)
        device = "cpu" if layers is not None or "first" in task else "meta"

        def answer_on(device):
            torch.manual_seed(1)
            model = self.build(task["code"], device, draws="first" in task)
            if layers is not None:
                model.to(getattr(torch, task["values"]["float"]))
                for own, weights in pair_up(self.own(model), layers):
                    for name, array in weights:
                        if tuple(own[name].shape) != array.shape:
                            raise ValueError(f"{name} is {tuple(own[name].shape)} and not {array.shape}")
                        own[name].data.copy_(torch.from_numpy(array))
            macs = self.macs(model)
            with torch.no_grad():
                return model, macs, model(*[self.given(each, device) for each in inputs])

        try:
            model, macs, outputs = answer_on(device)
        except Exception:
            # Some functions of 1.13 have no meta version.
            if device == "cpu" or "raise NotImplementedError" in task["code"]:
                raise
            model, macs, outputs = answer_on("cpu")
        # As anyone would go on from a checkpoint.
        if device == "cpu":
            model.load_state_dict(model.state_dict())
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        last = [value.permute(0, 2, 3, 1) if value.ndim == 4 else value for value in outputs]
        weights = list(model.parameters())
        buffers = [value for name, value in model.named_buffers() if not name.endswith("num_batches_tracked")]
        count = lambda values: sum(value.numel() for value in values)
        answer = {
            "trainable": count(weight for weight in weights if weight.requires_grad),
            "fixed": count(weight for weight in weights if not weight.requires_grad) + count(buffers),
            "macs": sum(macs),
            "shapes": [list(value.shape[1:]) for value in last],
        }
        if layers is not None:
            write_values(task, [value.numpy() for value in last])
        if "first" in task:
            answer["first"] = [
                {name: describe(value.detach().numpy()) for name, value in own.items()} for own in self.own(model)
            ]
        return answer


def main():
    framework = {"keras": Keras, "pytorch": PyTorch}[sys.argv[1]]()
    for line in sys.stdin:
        try:
            answer = framework.run(json.loads(line))
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        channel.write(json.dumps(answer) + "\n")
        channel.flush()


main()
