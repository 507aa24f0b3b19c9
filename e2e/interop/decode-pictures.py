"""
Writes small picture files with Pillow, and decodes them with Pillow. Nothing of ConvCanvas is in here. What Pillow can't write
(interlaced PNG, 2 and 4 bits, 16 bits of colour) is written here by the PNG specification, or by OpenCV (other samplings of
JPEG), and what it can't read whole (16 bits with transparency) is what numpy wrote.

In two cases Pillow is not followed. Inks (CMYK) become colours as in Chromium, so that the window and the command line have
equal bits: Pillow's own are 1 higher in half of their values. Of a GIF whose first frame leaves some of its screen free and has no clear colour, it
fills the rest with the screen's background; libvips and browsers leave it transparent, so that it lies on white.

Reads nothing from standard input that it needs, and answers {"version", "files": [{"name", "file", "height", "width",
"channels", "values"}, …]}: file and values in base64, values row by row, channels last.
"""

import base64
import io
import json
import struct
import zlib

import cv2
import numpy
import PIL
from PIL import Image, ImageCms, ImageOps

HEIGHT, WIDTH = 37, 53
random = numpy.random.default_rng(7)


def noise(*shape, most=256, kind=numpy.uint8):
    return random.integers(0, most, shape).astype(kind)


def smooth(channels):
    """Gradients with a little noise, so that JPEG and lossy WebP keep something, with edges of every size."""
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [
        128 + 100 * numpy.sin(x / (3 + 2 * c) + c) * numpy.cos(y / (4 + c)) + random.normal(0, 12, (HEIGHT, WIDTH))
        for c in range(channels)
    ]
    return numpy.clip(numpy.dstack(planes), 0, 255).astype(numpy.uint8).squeeze()


def onto_white(pixels):
    """Colour and alpha in whole numbers: (v·a + 255·(255 − a) + 127) / 255, cut."""
    wide = pixels.astype(numpy.int64)
    colour, alpha = wide[..., :-1], wide[..., -1:]
    return ((colour * alpha + 255 * (255 - alpha) + 127) // 255).astype(numpy.uint8)


def without_ink(inks):
    """Cyan, magenta, yellow and black to colours as Chromium has them: cut, where Pillow's convert rounds."""
    left = 255 - inks.astype(numpy.int64)
    return (left[..., :3] * left[..., 3:] // 255).astype(numpy.uint8)


def decoded(content, grey):
    """What Pillow decodes, turned by Pillow, as grey or as RGB on white."""
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    if picture.mode.startswith("I;16"):
        return (numpy.asarray(picture).astype(numpy.uint16) >> 8).astype(numpy.uint8)[..., None]
    if "transparency" in picture.info or picture.mode in ("LA", "RGBA", "PA"):
        return onto_white(numpy.asarray(picture.convert("LA" if grey else "RGBA")))
    if picture.mode == "CMYK":
        return without_ink(numpy.asarray(picture))
    pixels = numpy.asarray(picture.convert("L" if grey else "RGB"))
    return pixels[..., None] if grey else pixels


files = []


def add(name, content, grey=False, expected=None):
    pixels = decoded(content, grey) if expected is None else expected
    height, width, channels = pixels.shape
    files.append(
        {
            "name": name,
            "file": base64.b64encode(content).decode(),
            "height": height,
            "width": width,
            "channels": channels,
            "values": base64.b64encode(numpy.ascontiguousarray(pixels).tobytes()).decode(),
        }
    )


def saved(picture, kind, **options):
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def tagged(orientation, endian="<"):
    exif = Image.Exif()
    exif.endian = endian
    exif[0x0112] = orientation
    exif[0x010F] = "A maker"
    return exif.tobytes()


# --- JPEG

colour = Image.fromarray(smooth(3))
for subsampling in ("4:4:4", "4:2:2", "4:2:0"):
    for quality in (30, 90):
        name = f"{subsampling.replace(':', '')}-{quality}.jpg"
        add(name, saved(colour, "JPEG", subsampling=subsampling, quality=quality))
add("progressive.jpg", saved(colour, "JPEG", progressive=True, subsampling="4:2:0"))
add("rgb-components.jpg", saved(colour, "JPEG", keep_rgb=True))
add("grey.jpg", saved(Image.fromarray(smooth(1)), "JPEG"), grey=True)
add("grey-progressive.jpg", saved(Image.fromarray(smooth(1)), "JPEG", progressive=True), grey=True)
inks = saved(Image.fromarray(smooth(4), "CMYK"), "JPEG", quality=85)
add("cmyk.jpg", inks)
adobe = inks.index(b"Adobe") + 11
add("ycck.jpg", inks[:adobe] + b"\x02" + inks[adobe + 1 :])
marker = inks.index(b"\xff\xee")
without = inks[:marker] + inks[marker + 2 + int.from_bytes(inks[marker + 2 : marker + 4], "big") :]
add("cmyk-without-adobe.jpg", without)
for orientation in range(1, 9):
    endian = "<" if orientation % 2 else ">"
    add(f"turned-{orientation}.jpg", saved(colour, "JPEG", exif=tagged(orientation, endian)))
add("turned-grey.jpg", saved(Image.fromarray(smooth(1)), "JPEG", exif=tagged(6)), grey=True)
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
add("profile.jpg", saved(colour, "JPEG", icc_profile=profile))
for name in ("411", "440"):
    sampling = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, getattr(cv2, f"IMWRITE_JPEG_SAMPLING_FACTOR_{name}")]
    restarts = [cv2.IMWRITE_JPEG_RST_INTERVAL, 2]
    add(f"{name}.jpg", cv2.imencode(".jpg", numpy.asarray(colour), sampling + restarts)[1].tobytes())

# --- PNG


def chunk(kind, content):
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def packed(samples, depth):
    """Scanlines of rows × samples, each behind a filter of no kind."""
    if depth == 16:
        rows = samples.astype(">u2").view(numpy.uint8).reshape(samples.shape[0], -1)
    elif depth == 8:
        rows = samples.astype(numpy.uint8)
    else:
        bits = (samples[..., None] >> numpy.arange(depth - 1, -1, -1)) & 1
        rows = numpy.packbits(bits.reshape(samples.shape[0], -1).astype(numpy.uint8), axis=1)
    return b"".join(b"\0" + row.tobytes() for row in rows)


PASSES = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1))


def png(pixels, depth, colour_type, extra=b"", interlaced=False):
    """Rows × columns × samples."""
    height, width, _ = pixels.shape
    parts = [pixels[top::down, left::right] for top, left, down, right in PASSES] if interlaced else [pixels]
    lines = b"".join(packed(part.reshape(part.shape[0], -1), depth) for part in parts if part.size)
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, int(interlaced))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + extra
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


for depth in (1, 2, 4, 8, 16):
    samples = noise(HEIGHT, WIDTH, 1, most=2**depth, kind=numpy.uint16)
    add(f"grey-{depth}.png", png(samples, depth, 0), grey=True)
    add(f"grey-{depth}-interlaced.png", png(samples, depth, 0, interlaced=True), grey=True)
for depth in (1, 2, 4, 8):
    table = chunk(b"PLTE", noise(2**depth, 3).tobytes())
    clear = chunk(b"tRNS", noise(2**depth).tobytes())
    samples = noise(HEIGHT, WIDTH, 1, most=2**depth)
    add(f"palette-{depth}.png", png(samples, depth, 3, table))
    add(f"palette-{depth}-alpha.png", png(samples, depth, 3, table + clear))
gamma = chunk(b"gAMA", struct.pack(">I", 100_000)) + chunk(b"cHRM", struct.pack(">8I", *([31_270, 32_900] * 4)))
add("rgb.png", saved(Image.fromarray(noise(HEIGHT, WIDTH, 3)), "PNG"))
add("rgb-interlaced.png", png(noise(HEIGHT, WIDTH, 3), 8, 2, interlaced=True))
add("rgb-gamma.png", png(noise(HEIGHT, WIDTH, 3), 8, 2, gamma))
add("grey-gamma.png", png(noise(HEIGHT, WIDTH, 1), 8, 0, gamma), grey=True)
add("rgb-16.png", png(noise(HEIGHT, WIDTH, 3, most=65_536, kind=numpy.uint16), 16, 2))
add("rgba.png", saved(Image.fromarray(noise(HEIGHT, WIDTH, 4)), "PNG"))
add("rgba-16.png", png(noise(HEIGHT, WIDTH, 4, most=65_536, kind=numpy.uint16), 16, 6))
add("grey-alpha.png", saved(Image.fromarray(noise(HEIGHT, WIDTH, 2), "LA"), "PNG"), grey=True)
add("grey-alpha-16.png", png(noise(HEIGHT, WIDTH, 2, most=65_536, kind=numpy.uint16), 16, 4), grey=True)
few = noise(HEIGHT, WIDTH, 1, most=5)
add("grey-clear-colour.png", png(few, 8, 0, chunk(b"tRNS", b"\0\2")), grey=True)
few = noise(HEIGHT, WIDTH, 1, most=4)
add(
    "grey-2-clear-colour.png",
    png(few, 2, 0, chunk(b"tRNS", b"\0\1")),
    grey=True,
    expected=numpy.where(few == 1, 255, few * 85).astype(numpy.uint8),
)
few = noise(HEIGHT, WIDTH, 3, most=2)
add("rgb-clear-colour.png", png(few, 8, 2, chunk(b"tRNS", b"\0\1\0\0\0\1")))
# Of two values with the same upper byte only one is clear.
few = 0x1233 + noise(HEIGHT, WIDTH, 1, most=3, kind=numpy.uint16)
clear = numpy.where(few == 0x1234, 255, few >> 8).astype(numpy.uint8)
add("grey-16-clear-colour.png", png(few, 16, 0, chunk(b"tRNS", b"\x12\x34")), grey=True, expected=clear)
few = 0x1233 + noise(HEIGHT, WIDTH, 3, most=2, kind=numpy.uint16)
clear = numpy.where((few == 0x1234).all(axis=2, keepdims=True), 255, few >> 8).astype(numpy.uint8)
add("rgb-16-clear-colour.png", png(few, 16, 2, chunk(b"tRNS", b"\x12\x34" * 3)), expected=clear)
for orientation in (3, 6, 8):
    add(f"turned-{orientation}.png", saved(Image.fromarray(noise(HEIGHT, WIDTH, 3)), "PNG", exif=tagged(orientation)))
add("turned-5-alpha.png", saved(Image.fromarray(noise(HEIGHT, WIDTH, 4)), "PNG", exif=tagged(5)))
sixteen = png(noise(HEIGHT, WIDTH, 1, most=65_536, kind=numpy.uint16), 16, 0, chunk(b"eXIf", tagged(6)[6:]))
add("turned-6-grey-16.png", sixteen, grey=True)

# --- GIF

indexed = Image.fromarray(noise(HEIGHT, WIDTH, most=64), "P")
indexed.putpalette(noise(64 * 3).tobytes())
add("plain.gif", saved(indexed, "GIF"))
add("interlaced.gif", saved(indexed, "GIF", interlace=1))
add("clear.gif", saved(indexed, "GIF", transparency=7))
add("grey.gif", saved(Image.fromarray(noise(HEIGHT, WIDTH)), "GIF"))
others = [Image.fromarray(noise(HEIGHT, WIDTH, 3)) for _ in range(2)]
clear = saved(indexed, "GIF", transparency=7)
add("screen-larger.gif", clear[:6] + struct.pack("<HH", WIDTH + 9, HEIGHT + 5) + clear[10:])
add("screen-smaller.gif", clear[:6] + struct.pack("<HH", 10, 10) + clear[10:])
frame = clear.index(b",\0\0\0\0") + 1
add(
    "frame-inside.gif",
    clear[:6]
    + struct.pack("<HH", WIDTH + 9, HEIGHT + 5)
    + clear[10:frame]
    + struct.pack("<HH", 4, 3)
    + clear[frame + 4 :],
)
add("frames.gif", saved(others[0], "GIF", save_all=True, append_images=others[1:], duration=40))

# --- WebP

add("lossy.webp", saved(colour, "WEBP", quality=70))
add("lossless.webp", saved(Image.fromarray(noise(HEIGHT, WIDTH, 3)), "WEBP", lossless=True))
see_through = Image.fromarray(numpy.dstack([smooth(3), noise(HEIGHT, WIDTH)]))
add("lossy-alpha.webp", saved(see_through, "WEBP", quality=80))
add("lossless-alpha.webp", saved(see_through, "WEBP", lossless=True, exact=True))
add("frames.webp", saved(others[0], "WEBP", save_all=True, append_images=others[1:], lossless=True))
for orientation in (2, 6):
    add(f"turned-{orientation}.webp", saved(colour, "WEBP", exif=tagged(orientation)))
add("turned-7-lossless.webp", saved(see_through, "WEBP", lossless=True, exif=tagged(7)))

# --- BMP


def bmp(bits, rows, palette=b"", top_down=False, masks=b""):
    """Rows are packed and as they lie in the file, from the last one upwards unless top_down."""
    lines = b"".join(row + b"\0" * (-len(row) % 4) for row in rows)
    before = 14 + 40 + len(masks) + len(palette)
    height = -HEIGHT if top_down else HEIGHT
    info = struct.pack(
        "<IiiHHIIiiII", 40, WIDTH, height, 1, bits, 3 if masks else 0, len(lines), 0, 0, len(palette) // 4, 0
    )
    return struct.pack("<2sIHHI", b"BM", before + len(lines), 0, 0, before) + info + masks + palette + lines


for bits in (1, 4, 8):
    samples = noise(HEIGHT, WIDTH, most=2**bits)
    rows = [line[1:] for line in (packed(row[None], bits) for row in samples)]
    palette = numpy.dstack([noise(1, 2**bits, 3), numpy.zeros((1, 2**bits, 1), numpy.uint8)]).tobytes()
    add(f"palette-{bits}.bmp", bmp(bits, rows, palette))
add(
    "palette-4-top-down.bmp",
    bmp(4, [packed(row[None], 4)[1:] for row in noise(HEIGHT, WIDTH, most=3)], noise(12).tobytes(), top_down=True),
)
add("one.bmp", saved(Image.fromarray(noise(HEIGHT, WIDTH, most=2) * 255).convert("1"), "BMP"))
add("grey.bmp", saved(Image.fromarray(noise(HEIGHT, WIDTH)), "BMP"))
add("rgb.bmp", saved(Image.fromarray(noise(HEIGHT, WIDTH, 3)), "BMP"))
add("rgb-top-down.bmp", bmp(24, [row.tobytes() for row in noise(HEIGHT, WIDTH * 3)], top_down=True))
add("32.bmp", bmp(32, [row.tobytes() for row in noise(HEIGHT, WIDTH * 4)]))
add("32-alpha.bmp", saved(Image.fromarray(noise(HEIGHT, WIDTH, 4)), "BMP"))
add(
    "32-masks.bmp",
    bmp(
        32, [row.tobytes() for row in noise(HEIGHT, WIDTH * 4)], masks=struct.pack("<III", 0xFF000000, 0xFF0000, 0xFF00)
    ),
)
add("16-555.bmp", bmp(16, [row.tobytes() for row in noise(HEIGHT, WIDTH * 2)]))
add(
    "16-565.bmp",
    bmp(16, [row.tobytes() for row in noise(HEIGHT, WIDTH * 2)], masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F)),
)

print(json.dumps({"version": PIL.__version__, "files": files}))
