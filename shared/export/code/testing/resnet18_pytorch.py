# -*- coding: utf-8 -*-
# ResNet-18: 11,689,512 parameters and 9,600 that are not trained.

import math

import torch.nn.functional as F
from torch import nn


class BasicBlock(nn.Module):
    def __init__(self, in_channels, width=64, stride=1, project=False, i=0):
        super().__init__()
        self.branch = nn.Sequential(
            nn.Conv2d(
                in_channels, width, kernel_size=3, padding=1, bias=False, stride=stride if i == 0 else 1,
            ),
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.Conv2d(width, width, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )
        self.with_project = i == 0 and project
        if self.with_project:
            self.project = nn.Sequential(
                nn.Conv2d(in_channels, width, kernel_size=1, stride=stride if i == 0 else 1, bias=False),  # project
                nn.BatchNorm2d(width),  # projectNorm
            )

    def forward(self, x):
        y = self.branch(x)
        if self.with_project:
            x = self.project(x)
        x = y + x
        return F.relu(x)


class ResNet18(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False),  # 112×112×64
            nn.BatchNorm2d(64),
            nn.ReLU(),
            nn.MaxPool2d(3, stride=2, padding=1),  # 56×56×64
        )
        self.blocks = nn.Sequential(
            *[BasicBlock(64, i=i) for i in range(2)],  # stage1
            *[BasicBlock(64 if i == 0 else 128, width=128, stride=2, project=True, i=i) for i in range(2)],  # stage2: 28×28×128
            *[BasicBlock(128 if i == 0 else 256, width=256, stride=2, project=True, i=i) for i in range(2)],  # stage3: 14×14×256
            *[BasicBlock(256 if i == 0 else 512, width=512, stride=2, project=True, i=i) for i in range(2)],  # stage4: 7×7×512
        )
        self.head = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),  # 512
            nn.Linear(512, 1000),  # 1000
        )

    def forward(self, x):
        x = self.stem(x)
        x = self.blocks(x)
        # Logits: train with nn.CrossEntropyLoss(); softmax makes them probabilities.
        return self.head(x)


def first_values(layer):
    if isinstance(layer, nn.Conv2d):
        # As Keras does it, cut at two deviations, which the last number makes up for.
        deviation = math.sqrt(2 / layer.weight[0].numel()) / 0.87962566103423978
        nn.init.trunc_normal_(layer.weight, std=deviation, a=-2 * deviation, b=2 * deviation)
    elif isinstance(layer, nn.Linear):
        nn.init.xavier_uniform_(layer.weight)
    if isinstance(layer, (nn.Conv2d, nn.Linear)) and layer.bias is not None:
        nn.init.zeros_(layer.bias)


model = ResNet18()
model.apply(first_values)
# Optimizer: torch.optim.Adam(model.parameters(), lr=0.002, eps=1e-07).
