# -*- coding: utf-8 -*-
# LeNet-5: 61,706 parameters.

from torch import nn


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, kernel_size=5),  # C1: 28×28×6
            nn.Tanh(),
            nn.AvgPool2d(2),  # S2: 14×14×6
            nn.Conv2d(6, 16, kernel_size=5),  # C3: 10×10×16
            nn.Tanh(),
            nn.AvgPool2d(2),  # S4: 5×5×16
            nn.Conv2d(16, 120, kernel_size=5),  # C5: 1×1×120
            nn.Tanh(),
        )
        self.classifier = nn.Sequential(
            nn.Flatten(),  # 120
            nn.Linear(120, 84),  # F6: 84
            nn.Tanh(),
            nn.Linear(84, 10),  # 10
        )

    def forward(self, x):
        x = self.features(x)
        # Logits: train with nn.CrossEntropyLoss(); softmax makes them probabilities.
        return self.classifier(x)


def glorot_uniform(layer):
    if isinstance(layer, (nn.Conv2d, nn.Linear)):
        nn.init.xavier_uniform_(layer.weight)
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)


model = LeNet5()
model.apply(glorot_uniform)
# Optimizer: torch.optim.Adam(model.parameters(), lr=0.002, eps=1e-07).
