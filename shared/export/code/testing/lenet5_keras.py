# -*- coding: utf-8 -*-
# LeNet-5: 61,706 parameters.

import keras
from keras import layers

model = keras.Sequential([
    keras.Input(shape=(32, 32, 1)),
    layers.Conv2D(6, 5, activation='tanh', name='C1'),  # 28×28×6
    layers.AveragePooling2D(2, name='S2'),  # 14×14×6
    layers.Conv2D(16, 5, activation='tanh', name='C3'),  # 10×10×16
    layers.AveragePooling2D(2, name='S4'),  # 5×5×16
    layers.Conv2D(120, 5, activation='tanh', name='C5'),  # 1×1×120
    layers.Flatten(),  # 120
    layers.Dense(84, activation='tanh', name='F6'),  # 84
    layers.Dense(10),  # 10
])
# Logits: train with keras.losses.SparseCategoricalCrossentropy(from_logits=True); softmax makes them probabilities.
# Optimizer: keras.optimizers.Adam(learning_rate=0.002).
