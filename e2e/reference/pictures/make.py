"""Makes the pictures of this folder, and what Pillow reads in them: `python make.py`, with Pillow 13.0.0 and numpy.

expected.json holds for each file height, width, channels (3, or 4 where a pixel is not opaque) and SHA-256 of the pixels,
row by row, channels last. Nothing is turned and no colour profile is applied. Of 16 bits the upper eight count, which is
what Pillow does with colours; its mode I;16 of grey keeps them all, so they are cut here.

In two things browsers can't give what Pillow gives, and `as_browsers_do` says what they give of the same file:
- Four inks become colours with their fraction cut (Chromium: c * k / 255 in whole numbers); Pillow rounds.
- A transparent pixel of a GIF has no colour: it is black. Pillow has the palette's. On any ground both look alike.
"""
import hashlib
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

HERE = Path(__file__).parent
random = np.random.default_rng(7)
HEIGHT, WIDTH = 23, 37


def scene(channels=3):
    """Smooth with edges and noise, so that each step of a decoder shows."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    planes = [(x * 7 + y * (3 + 4 * c)) % 256 for c in range(channels)]
    picture = np.stack(planes, -1) + random.integers(0, 25, (HEIGHT, WIDTH, channels))
    picture[8:16, 10:20] = random.integers(0, 256, channels)
    return np.clip(picture, 0, 255).astype(np.uint8)


def every_alpha():
    """Each alpha from 0 to 255 with four colours: two of extremes, two of chance."""
    alpha = np.repeat(np.arange(256), 4).reshape(32, 32, 1)
    colours = random.integers(0, 256, (32, 32, 3))
    colours[:, ::4] = [255, 0, 1]
    colours[:, 1::4] = [254, 128, 127]
    return np.concatenate([colours, alpha], -1).astype(np.uint8)


def png(values, colour_type, chunks=()):
    """A PNG as Pillow can't write it: 16 bits, any chunks. `values` is height x width x channels."""
    height, width, _ = values.shape
    bits = values.dtype.itemsize * 8
    rows = values.astype(f">u{values.dtype.itemsize}").reshape(height, -1)
    data = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    framed = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def saved(picture, **options):
    to = io.BytesIO()
    picture.save(to, **options)
    return to.getvalue()


def wide_profile():
    """sRGB with its red and blue exchanged: whoever applies it changes every colour."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The date in its header would make another file of it each time.
    profile[24:36] = bytes(12)
    count = struct.unpack(">I", profile[128:132])[0]
    at = {bytes(profile[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(count)}
    red, blue = at[b"rXYZ"], at[b"bXYZ"]
    profile[red + 4 : red + 12], profile[blue + 4 : blue + 12] = (
        profile[blue + 4 : blue + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)


def pattern(height, width, channels):
    """Larger than a sheet or a texture, and of few bytes in a file."""
    y, x, c = np.ogrid[:height, :width, :channels]
    return ((3 * (x % 64) + y // 16 + 50 * c) % 251).astype(np.uint8)


colour = Image.fromarray(scene())
grey = Image.fromarray(scene(1)[:, :, 0])
alpha = Image.fromarray(every_alpha())
palette = colour.quantize(50)
inks = Image.fromarray(scene(4), "CMYK")
sixteen = random.integers(0, 65536, (HEIGHT, WIDTH, 4)).astype(np.uint16)
sixteen[:2] = [[0xFF, 0x100, 0xFF00, 0xFFFF]]
dots = Image.fromarray(((scene(1)[:, :, 0] > 99) * 255).astype(np.uint8))
moving = [Image.fromarray(scene()).quantize(16) for _ in range(3)]
holes = palette.copy()
holes.putpixel((0, 0), 3)
profile = wide_profile()
gamma = (b"gAMA", struct.pack(">I", 100000))
webp = {"format": "WEBP", "exact": True}

files = {
    "colour.png": saved(colour, format="PNG"),
    "grey.png": saved(grey, format="PNG"),
    "one-bit.png": saved(dots.convert("1"), format="PNG"),
    "palette.png": saved(palette, format="PNG"),
    "palette-transparent.png": saved(
        palette, format="PNG", transparency=bytes([0, 1, 50, 128, 200, 254, 255])
    ),
    "alpha.png": saved(alpha, format="PNG"),
    "alpha-all-opaque.png": saved(colour.convert("RGBA"), format="PNG"),
    "alpha-gamma-profile.png": png(
        every_alpha(), 6, [gamma, (b"iCCP", b"x\0\0" + zlib.compress(profile))]
    ),
    "grey-alpha.png": saved(alpha.convert("LA"), format="PNG"),
    "colour-key.png": saved(colour, format="PNG", transparency=colour.getpixel((12, 12))),
    "gamma.png": png(scene(), 2, [gamma]),
    "grey-16.png": png(sixteen[:, :, :1], 0),
    "colour-16.png": png(sixteen[:, :, :3], 2),
    "alpha-16.png": png(sixteen, 6),
    "large.png": png(pattern(2050, 2100, 1), 0),
    "wide-alpha.png": png(pattern(5, 2100, 4), 6),
    "high-alpha.png": png(pattern(2100, 5, 4), 6),
    "444.jpg": saved(colour, format="JPEG", quality=85, subsampling=0),
    "422.jpg": saved(colour, format="JPEG", quality=85, subsampling=1),
    "420.jpg": saved(colour, format="JPEG", quality=85, subsampling=2),
    "progressive.jpg": saved(colour, format="JPEG", quality=60, progressive=True),
    "profile.jpg": saved(colour, format="JPEG", quality=90, icc_profile=profile),
    "grey.jpg": saved(grey, format="JPEG", quality=80),
    "inks.jpg": saved(inks, format="JPEG", quality=90),
    "lossless.webp": saved(colour, lossless=True, **webp),
    "lossy.webp": saved(colour, quality=70, **webp),
    "lossless-alpha.webp": saved(alpha, lossless=True, **webp),
    "lossy-alpha.webp": saved(alpha, quality=70, **webp),
    "colour.gif": saved(palette, format="GIF"),
    "moving.gif": saved(moving[0], format="GIF", save_all=True, append_images=moving[1:]),
    "transparent.gif": saved(holes, format="GIF", transparency=3),
}


def read(data):
    picture = Image.open(io.BytesIO(data))
    if picture.mode.startswith("I"):
        return np.repeat((np.asarray(picture) >> 8).astype(np.uint8)[:, :, None], 3, -1)
    if picture.mode == "CMYK" or picture.format == "GIF":
        return as_browsers_do(picture)
    has_alpha = picture.mode in ("RGBA", "LA") or "transparency" in picture.info
    values = np.asarray(picture.convert("RGBA" if has_alpha else "RGB"))
    return values if has_alpha and values[:, :, 3].min() < 255 else values[:, :, :3]


def as_browsers_do(picture):
    if picture.mode == "CMYK":
        light = 255 - np.asarray(picture).astype(int)
        return (light[:, :, :3] * light[:, :, 3:] // 255).astype(np.uint8)
    values = np.array(picture.convert("RGBA"))
    values[values[:, :, 3] == 0] = 0
    return values if values[:, :, 3].min() < 255 else values[:, :, :3]


expected = {}
for name, data in files.items():
    (HERE / name).write_bytes(data)
    values = read(data)
    height, width, channels = values.shape
    digest = hashlib.sha256(values.tobytes()).hexdigest()
    expected[name] = {"height": height, "width": width, "channels": channels, "sha256": digest}
lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(of)}" for name, of in expected.items())
(HERE / "expected.json").write_text(f"{{\n{lines}\n}}\n")
