#!/usr/bin/env bash
# A GIF whose first frame leaves a part of its screen free, as optimisers write it: what lies there is the background's
# colour in Pillow, and black in libvips (sharp), so that a network is fed other pixels.
#
# Versions: Pillow 12.3.0, sharp 0.35.5 (libvips), Node 20, Python 3.11.
# Seen of a screen of 4×1 whose background is red, with a frame of one green pixel at its left, no transparent colour:
#   Pillow, convert("RGBA")      0,255,0,255  255,0,0,255  255,0,0,255  255,0,0,255
#   sharp, ensureAlpha().raw()   0,255,0,255  0,0,0,255    0,0,0,255    0,0,0,255
# GIF89a (section 18) says that the background is "the color used for those pixels on the screen that are not covered by an
# image"; browsers never did that. Whoever puts transparent pixels on white, or drops alpha and so gets black, trains on
# white or black where Keras and torchvision, which read by Pillow, have the background. It is the whole border of such a picture.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip --quiet install pillow==12.3.0
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund sharp@0.35.5
cat > write.py <<'PY'
# Screen 4x1, a palette of red, green, blue, black; background 0; one frame of 1x1 at the left in colour 1, as LZW codes
# clear (4), 1, end (5) of three bits each.
screen = b"GIF89a" + bytes([4, 0, 1, 0, 0b10000001, 0, 0])
palette = bytes([255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0])
frame = b"," + bytes([0, 0, 0, 0, 1, 0, 1, 0, 0])
codes = 4 | 1 << 3 | 5 << 6
data = bytes([2, 2]) + codes.to_bytes(2, "little") + bytes([0])
open("screen.gif", "wb").write(screen + palette + frame + data + b";")
PY
python/bin/python write.py
seen=$(
  python/bin/python -c 'from PIL import Image; p = Image.open("screen.gif").convert("RGBA"); print("Pillow", *[",".join(map(str, p.getpixel((x, 0)))) for x in range(4)])'
  node --input-type=module -e '
    import sharp from "sharp";
    const { data } = await sharp("screen.gif").ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    console.log("sharp", ...[0, 1, 2, 3].map((x) => [...data.subarray(4 * x, 4 * x + 4)].join(",")));'
)
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
Pillow 0,255,0,255 255,0,0,255 255,0,0,255 255,0,0,255
sharp 0,255,0,255 0,0,0,255 0,0,0,255 0,0,0,255
SEEN
