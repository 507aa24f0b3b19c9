"""The peer: PyTorch on the GPU. Asked with JSON {template, side, batch}; prints a line of JSON after each round.

First in float32 throughout, both TF32 switches off; then with both on.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional

network = json.loads(sys.argv[1])
SIDE = network["side"] or 28
ROUNDS = 3
SECONDS = 1.5


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )


def build(classes):
    if network["template"] == "lenet5_modern":
        return lenet()
    from torchvision import models

    return getattr(models, network["template"])(weights=None, num_classes=classes)


def measure(name):
    torch.manual_seed(1)
    classes = 1000 if SIDE == 224 else 10
    channels = 1 if network["template"] == "lenet5_modern" else 3
    model = build(classes).cuda()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    x = torch.rand(network["batch"], channels, SIDE, SIDE, device="cuda")
    y = torch.randint(0, classes, (network["batch"],), device="cuda")

    def run(steps):
        torch.cuda.synchronize()
        start = time.perf_counter()
        for _ in range(steps):
            optimizer.zero_grad()
            functional.cross_entropy(model(x), y).backward()
            optimizer.step()
        torch.cuda.synchronize()
        return time.perf_counter() - start

    run(2)
    steps = max(1, min(1000, round(SECONDS / run(1))))
    values = []
    for _ in range(ROUNDS):
        values.append(steps * network["batch"] / run(steps))
        note = f"PyTorch {torch.__version__} on {torch.cuda.get_device_name()}"
        print(json.dumps({"name": name, "unit": "images/s", "values": values, "note": note}), flush=True)


if not torch.cuda.is_available():
    raise SystemExit("PyTorch has no GPU here.")
for tf32 in (False, True):
    torch.backends.cudnn.allow_tf32 = tf32
    torch.backends.cuda.matmul.allow_tf32 = tf32
    measure("tf32" if tf32 else "float32")
