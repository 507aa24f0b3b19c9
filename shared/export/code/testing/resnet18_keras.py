# -*- coding: utf-8 -*-
# ResNet-18: 11,689,512 parameters and 9,600 that are not trained.

import keras
from keras import layers


def basic_block(x, width=64, stride=1, project=False, i=0):
    y = layers.ZeroPadding2D(1)(x)
    y = layers.Conv2D(
        width, 3, strides=stride if i == 0 else 1, use_bias=False, kernel_initializer='he_normal',
    )(y)
    y = layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(y)
    y = layers.Activation('relu')(y)
    y = layers.Conv2D(width, 3, padding='same', use_bias=False, kernel_initializer='he_normal')(y)
    y = layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(y)
    if i == 0 and project:
        x = layers.Conv2D(  # project
            width, 1, strides=stride if i == 0 else 1, use_bias=False, kernel_initializer='he_normal',
        )(x)
        x = layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)  # projectNorm
    x = layers.Add()([y, x])
    return layers.Activation('relu')(x)


inputs = keras.Input(shape=(224, 224, 3))
x = layers.ZeroPadding2D(3)(inputs)
x = layers.Conv2D(64, 7, strides=2, use_bias=False, kernel_initializer='he_normal')(x)  # 112×112×64
x = layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)
x = layers.Activation('relu')(x)
# Max pool: 3×3 · s2 · p1
x = layers.MaxPooling2D(3, strides=1, padding='same')(x)
x = layers.Cropping2D(((0, 1), (0, 1)))(x)
x = layers.MaxPooling2D(1, strides=2)(x)  # 56×56×64
for i in range(2):  # stage1
    x = basic_block(x, i=i)
for i in range(2):  # stage2: 28×28×128
    x = basic_block(x, width=128, stride=2, project=True, i=i)
for i in range(2):  # stage3: 14×14×256
    x = basic_block(x, width=256, stride=2, project=True, i=i)
for i in range(2):  # stage4: 7×7×512
    x = basic_block(x, width=512, stride=2, project=True, i=i)
x = layers.GlobalAveragePooling2D()(x)  # 512
outputs = layers.Dense(1000)(x)  # 1000
# Logits: train with keras.losses.SparseCategoricalCrossentropy(from_logits=True); softmax makes them probabilities.
model = keras.Model(inputs, outputs)
# Optimizer: keras.optimizers.Adam(learning_rate=0.002).
