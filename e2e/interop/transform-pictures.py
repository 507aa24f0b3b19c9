"""
Runs transforms of Albumentations and Pillow. Nothing of ConvCanvas is in here.

Reads {"pictures": [{"height", "width", "channels", "values", "boxes"}, …], "steps": [{"type", "params", "picture"}, …]} from
standard input, and answers, for each step, {library: {"values", "boxes"}}: pictures row by row, channels last; boxes as left,
top, right, bottom. A library that has no such transform, or means another thing by it, does not answer.
"""

import json
import os
import sys
from fractions import Fraction

channel = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # What a library prints is no answer.

import albumentations
import numpy
from PIL import Image, ImageOps


SLIVER = 1e-4


def resize(size):
    return albumentations.Resize(size["height"], size["width"])


def fit_inside(size, shape):
    height, width = size["height"], size["width"]
    larger = shape[0] > height or shape[1] > width
    # It would enlarge pictures, too, and ours are only shrunk.
    return [
        *([albumentations.LongestMaxSize(max_size_hw=(height, width))] if larger else []),
        albumentations.PadIfNeeded(height, width, border_mode=0, fill=0),
    ]


def center_crop(size, shape):
    height, width = size["height"], size["width"]
    # Where an odd number goes it always begins before the middle, and ours, as torchvision, at the even number.
    if any(before > after and (before - after) % 4 == 3 for before, after in ((shape[0], height), (shape[1], width))):
        return None
    return [albumentations.CenterCrop(height, width, pad_if_needed=True, border_mode=0, fill=0)]


by_albumentations = {
    "CenterCrop": center_crop,
    "Resize": lambda params, shape: [resize(params)],
    "FitInside": fit_inside,
    "Grayscale": lambda params, shape: [albumentations.ToGray(num_output_channels=1, p=1)],
    "RepeatChannels": lambda params, shape: [albumentations.ToRGB(num_output_channels=params["channels"], p=1)],
    "HorizontalFlip": lambda params, shape: [albumentations.HorizontalFlip(p=1)],
    "Normalize": lambda params, shape: [
        albumentations.Normalize(mean=params["mean"], std=params["deviation"], max_pixel_value=255)
    ],
}


def each_channel(change):
    """Pillow has pictures of float32 with one channel only."""

    def changed(pixels):
        return numpy.dstack(
            [numpy.asarray(change(Image.fromarray(numpy.ascontiguousarray(each)))) for each in numpy.moveaxis(pixels, -1, 0)]
        )

    return changed


def pillow_resize(params, shape):
    height, width = params["height"], params["width"]
    # Its filter grows as a picture shrinks, which is antialiasing.
    if height < shape[0] or width < shape[1]:
        return None
    return each_channel(lambda picture: picture.resize((width, height), Image.Resampling.BILINEAR))


def antialiased(pixels, size, name):
    """Mode F: Pillow after 12.0 takes the columns first for some sizes, which numbers show by their last bits only."""
    height, width = size
    resample = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}[name]
    return each_channel(lambda picture: picture.resize((width, height), resample))(pixels)


def pillow_shorter_side(params, shape):
    size, shorter = params["size"], min(shape[:2])
    # torchvision's rule for Resize(int).
    to = shape[:2] if shorter <= size and not params["enlarge"] else [int(size * side / shorter) for side in shape[:2]]
    return lambda pixels: antialiased(pixels, to, params["filter"])


def pillow_cover(params, shape):
    grow = max(Fraction(params["height"], shape[0]), Fraction(params["width"], shape[1]))
    return lambda pixels: antialiased(pixels, [int(side * grow) for side in shape[:2]], "bilinear")


def pillow_grayscale(params, shape):
    def grey(pixels):
        return numpy.asarray(Image.fromarray(pixels.astype("uint8")).convert("L"), "float32")

    return grey if shape[2] == 3 else None


by_pillow = {
    "Resize": pillow_resize,
    "ShorterSide": pillow_shorter_side,
    "Cover": pillow_cover,
    "Grayscale": pillow_grayscale,
    "HorizontalFlip": lambda params, shape: each_channel(ImageOps.mirror),
}


def pixels_of(picture):
    shape = [picture[name] for name in ("height", "width", "channels")]
    return numpy.array(picture["values"], "float32").reshape(shape)


def ask_albumentations(step, picture, pixels):
    if step["type"] not in by_albumentations:
        return {}
    # Boxes may be as small as they come, and none is left out.
    boxes = albumentations.BboxParams("pascal_voc", label_fields=["labels"])
    chain = by_albumentations[step["type"]](step["params"], pixels.shape)
    if chain is None:
        return {}
    run = albumentations.Compose(chain, bbox_params=boxes)
    said = run(image=pixels, bboxes=picture["boxes"], labels=[0] * len(picture["boxes"]))
    return {
        "Albumentations": {
            "values": said["image"].ravel().tolist(),
            # It counts in float32 shares of a picture, whose last bit can leave a sliver of a box that was cut off.
            "boxes": [
                [float(side) for side in box]
                for box in said["bboxes"]
                if box[2] - box[0] > SLIVER and box[3] - box[1] > SLIVER
            ],
        }
    }


def ask_pillow(step, picture, pixels):
    make = by_pillow.get(step["type"])
    change = make(step["params"], pixels.shape) if make else None
    return {"Pillow": {"values": change(pixels).ravel().tolist()}} if change else {}


def main():
    task = json.load(sys.stdin)
    answers = []
    for step in task["steps"]:
        picture = task["pictures"][step["picture"]]
        given = (step, picture, pixels_of(picture))
        answers.append({**ask_albumentations(*given), **ask_pillow(*given)})
    json.dump(answers, channel)


main()
