#!/usr/bin/env bash
# Pillow 12.3 resizes a strip to other bytes than Pillow 12.0: the same call, the same filter, the same picture.
#
# Versions: Pillow 12.0.0 and 12.3.0, numpy 2.4.6, Python 3.11.
# Seen of noise (seed 1) of so many rows and columns, resized to 50×50, bicubic:
#   301×3     32 % of values differ, by 7 at most
#   299×3     none differs
#   300×300   none differs
# Pillow resizes in two passes with 8-bit values between them, so that the order of the passes shows in the bytes. 12.0 goes
# along the rows first, always; 12.3 goes along the columns first where the picture is more than a hundred times as high as
# wide. Spectrograms and scans of lines are such strips: a pipeline that is held to the bit (a cache of decoded pictures, a
# hash of tensors, a model that is compared with one elsewhere) differs after an update of a minor version.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > resize.py <<'PY'
import sys
import numpy
from PIL import Image

for height, width in ((301, 3), (299, 3), (300, 300)):
    noise = numpy.random.default_rng(1).integers(0, 256, (height, width, 3)).astype(numpy.uint8)
    small = Image.fromarray(noise).resize((50, 50), Image.Resampling.BICUBIC)
    numpy.save(f"{sys.argv[1]}-{height}x{width}.npy", numpy.asarray(small))
PY
for version in 12.0.0 12.3.0; do
  python3 -m venv "python-$version"
  "python-$version/bin/pip" --quiet install "pillow==$version" numpy==2.4.6
  "python-$version/bin/python" resize.py "$version"
done
seen=$(
  python-12.3.0/bin/python - <<'PY'
import numpy

for size in ("301x3", "299x3", "300x300"):
    old, new = (numpy.load(f"{version}-{size}.npy").astype(int) for version in ("12.0.0", "12.3.0"))
    difference = numpy.abs(old - new)
    print(f"{size}: {100 * (difference > 0).mean():.0f} % of values differ, by {difference.max()} at most")
PY
)
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
301x3: 32 % of values differ, by 7 at most
299x3: 0 % of values differ, by 0 at most
300x300: 0 % of values differ, by 0 at most
SEEN
