#!/usr/bin/env bash
# fflate, a picture data set as a zip: of 65,537 files it reads one back, without an error.
#
# Versions: fflate 0.8.3; Node 20; Python 3.11's zipfile.
# Seen of 65,537 files of one byte, written by zipSync:
#   fflate's unzipSync   1 file
#   Python's zipfile     65537 files
# The end record of a zip counts files in 16 bits; more of them need zip64's record, which fflate does not write, so that
# the count is kept modulo 65,536, and its own reader believes it. Python goes by the directory's length. A folder of
# pictures per class passes that number easily (Fashion-MNIST has 70,000).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts fflate@0.8.3
cat > seen.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';

const files = {};
for (let i = 0; i < 65_537; i += 1) files[`class/${i}.png`] = Uint8Array.of(i & 255);
const zip = zipSync(files, { level: 0 });
writeFileSync('pictures.zip', zip);
console.log(`written ${Object.keys(files).length}, fflate reads ${Object.keys(unzipSync(zip)).length}`);
JS
seen=$(
  node seen.mjs
  python3 -c 'import zipfile; print("Python reads", len(zipfile.ZipFile("pictures.zip").namelist()))'
)
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
written 65537, fflate reads 1
Python reads 65537
SEEN
