"""
Records what Pillow 12.0.0 makes of small pictures, and what torchvision's Resize and CenterCrop do with them, into
pillow-12.0.0.json beside this file. Nothing of ConvCanvas is in here.

    pip install pillow==12.0.0 torch torchvision numpy
    python pillow-12.0.0.py

Pictures are {"height", "width", "channels", "bytes"} or, of Pillow's mode F, {…, "numbers"}: row by row, channels last, bytes
or float32 (little-endian) in base64.
"""

import base64
import json
import pathlib

import numpy
import PIL
import torchvision
from PIL import Image
from torchvision import transforms

assert PIL.__version__ == "12.0.0", PIL.__version__

random = numpy.random.default_rng(12)
FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}

# Height, width before; height, width after.
SIZES = [
    (1, 1, 1, 1),
    (1, 1, 3, 5),
    (1, 9, 1, 4),
    (9, 1, 4, 1),
    (7, 5, 1, 1),
    (2, 2, 4, 4),
    (8, 8, 4, 4),
    (13, 17, 5, 6),
    (13, 17, 29, 23),
    (5, 31, 11, 8),
    (31, 5, 8, 11),
    (20, 30, 20, 11),
    (20, 30, 9, 30),
    (70, 30, 16, 16),
    (64, 48, 24, 18),
    # Pillow 12.3 takes the columns of such strips first, more than a hundred times as high as wide.
    (303, 3, 9, 8),
]


def drawn(height, width, channels, kind):
    shape = (height, width, channels)
    if kind == "edges":
        return random.integers(0, 2, shape).astype("uint8") * 255
    return random.integers(0, 256, shape).astype("uint8")


def picture_of(pixels):
    height, width, channels = pixels.shape
    text = base64.b64encode(numpy.ascontiguousarray(pixels).tobytes()).decode("ascii")
    kind = "bytes" if pixels.dtype == numpy.uint8 else "numbers"
    return {"height": height, "width": width, "channels": channels, kind: text}


def as_image(pixels):
    if pixels.shape[2] == 4:
        # Of the modes with four channels the one that is not multiplied by its alpha.
        return Image.frombytes("CMYK", (pixels.shape[1], pixels.shape[0]), pixels.tobytes())
    return Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)


def as_pixels(image):
    pixels = numpy.asarray(image)
    return pixels[..., None] if pixels.ndim == 2 else pixels


def resized(pixels, size, resample):
    if pixels.dtype == numpy.uint8:
        return as_pixels(as_image(pixels).resize(size, resample))
    # Mode F has one channel.
    each = [Image.fromarray(numpy.ascontiguousarray(plane)) for plane in numpy.moveaxis(pixels, -1, 0)]
    return numpy.dstack([numpy.asarray(plane.resize(size, resample)) for plane in each])


def resizings():
    for at, (height, width, rows, columns) in enumerate(SIZES):
        for name, resample in FILTERS.items():
            channels = (1, 3, 4)[(at + (name == "bicubic")) % 3]
            pixels = drawn(height, width, channels, "edges" if at % 3 == 2 else "noise")
            kinds = [pixels, (pixels * numpy.float32(1.1)).astype("<f4")] if at % 2 == 1 else [pixels]
            for before in kinds:
                yield {
                    "filter": name,
                    "before": picture_of(before),
                    "after": picture_of(resized(before, (columns, rows), resample)),
                }


def torchvision_steps():
    resize = lambda size, mode="bilinear": (
        {"type": "ShorterSide", "params": {"size": size, "filter": mode, "enlarge": True}},
        transforms.Resize(size, transforms.InterpolationMode(mode)),
    )
    crop = lambda height, width: (
        {"type": "CenterCrop", "params": {"height": height, "width": width}},
        transforms.CenterCrop((height, width)),
    )
    # The second is the size at which the picture covers the first, worked out by hand.
    cover = lambda height, width, size: (
        {"type": "Cover", "params": {"height": height, "width": width}},
        transforms.Resize(size),
    )
    cases = [
        ((30, 40), [resize(22)]),
        ((40, 30), [resize(22)]),
        ((33, 21), [resize(9, "bicubic")]),
        ((7, 10), [resize(13)]),
        ((3, 16), [resize(7)]),
        ((9, 9), [crop(4, 4)]),
        ((7, 8), [crop(4, 5)]),
        ((11, 10), [crop(4, 3)]),
        ((4, 5), [crop(7, 8)]),
        ((9, 3), [crop(4, 6)]),
        ((3, 9), [crop(6, 4)]),
        ((30, 45), [resize(16), crop(14, 14)]),
        # The setting "crop" for a square input.
        ((30, 45), [resize(16), crop(16, 16)]),
        ((45, 31), [resize(16), crop(16, 16)]),
        ((8, 13), [resize(16), crop(16, 16)]),
        # And for others.
        ((30, 45), [cover(20, 12, (20, 30)), crop(20, 12)]),
        ((30, 45), [cover(10, 32, (21, 32)), crop(10, 32)]),
        ((7, 5), [cover(16, 9, (16, 11)), crop(16, 9)]),
        ((7, 5), [cover(9, 16, (22, 16)), crop(9, 16)]),
    ]
    for at, (size, steps) in enumerate(cases):
        before = drawn(*size, (3, 1)[at % 2], "noise")
        image = as_image(before)
        for _, step in steps:
            image = step(image)
        yield {
            "steps": [described for described, _ in steps],
            "before": picture_of(before),
            "after": picture_of(as_pixels(image)),
        }


answers = {
    "versions": {"pillow": PIL.__version__, "torchvision": torchvision.__version__, "numpy": numpy.__version__},
    "resizings": list(resizings()),
    "steps": list(torchvision_steps()),
}
file = pathlib.Path(__file__).with_suffix("").with_name("pillow-12.0.0.json")
file.write_text(json.dumps(answers, separators=(",", ":")) + "\n")
