"""The peer: PyTorch on the processor, the same works with the same batches and threads.

Asked with JSON {work, threads, rounds, milliseconds}; answers {seconds: [...], version}.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional

request = json.loads(sys.argv[1])
torch.manual_seed(1)
torch.set_num_threads(request["threads"])


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )


def training(model, shape):
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    x = torch.rand(64, *shape)
    y = torch.randint(0, 10, (64,))

    def step():
        optimizer.zero_grad()
        loss = functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()

    return step


def convolution():
    x = torch.rand(16, 64, 56, 56, requires_grad=True)
    target = torch.rand(16, 64, 56, 56)
    model = nn.Conv2d(64, 64, 3, padding=1, bias=False)

    def step():
        x.grad = None
        model.weight.grad = None
        functional.mse_loss(model(x), target).backward()

    return step


def mobilenet():
    from torchvision.models import mobilenet_v2

    model = mobilenet_v2(weights=None).eval()
    x = torch.rand(8, 3, 224, 224)

    def step():
        with torch.no_grad():
            model(x)

    return step


def resnet():
    from torchvision.models import resnet18

    return training(resnet18(weights=None, num_classes=10), (3, 32, 32))


works = {
    "lenet": lambda: training(lenet(), (1, 28, 28)),
    "resnet18": resnet,
    "convolution": convolution,
    "mobilenet": mobilenet,
}
step = works[request["work"]]()


def run(steps):
    start = time.perf_counter()
    for _ in range(steps):
        step()
    return time.perf_counter() - start


run(2)
steps = max(1, round(request["milliseconds"] / 1000 / run(1)))
seconds = [run(steps) / steps for _ in range(request["rounds"])]
print(json.dumps({"seconds": seconds, "version": torch.__version__}))
