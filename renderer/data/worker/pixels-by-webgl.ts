/** RGBA as it stands in the file, by a texture: where there is no `ImageDecoder`, or it keeps a picture in other pixels. */
import { exactly } from './exactly';

/** What every WebGL 2 can hold (MAX_TEXTURE_SIZE of OpenGL ES 3.0, table 6.28). */
const SIDE = 2048;

/** A browser has few contexts to give: one is kept for all pictures. */
let kept: WebGL2RenderingContext | null = null;

function context(): WebGL2RenderingContext | null {
  if (kept === null || kept.isContextLost()) kept = new OffscreenCanvas(1, 1).getContext('webgl2');
  return kept;
}

/** @param bitmap not premultiplied. Null where there is no WebGL 2, or it is lost meanwhile. */
export async function pixelsByWebgl(bitmap: ImageBitmap): Promise<Uint8Array | null> {
  const gl = context();
  if (gl === null) return null;
  const { height, width } = bitmap;
  const values = new Uint8Array(height * width * 4);
  for (let top = 0; top < height; top += SIDE) {
    for (let left = 0; left < width; left += SIDE) {
      const size = { height: Math.min(SIDE, height - top), width: Math.min(SIDE, width - left) };
      const isWhole = size.height === height && size.width === width;
      const tile = isWhole
        ? bitmap
        : await createImageBitmap(bitmap, left, top, size.width, size.height, exactly);
      const pixels = tilePixels(gl, tile);
      if (tile !== bitmap) tile.close();
      if (pixels === null) return null;
      for (let row = 0; row < size.height; row += 1) {
        const from = row * size.width * 4;
        values.set(pixels.subarray(from, from + size.width * 4), ((top + row) * width + left) * 4);
      }
    }
  }
  return values;
}

function tilePixels(gl: WebGL2RenderingContext, tile: ImageBitmap): Uint8Array | null {
  const { height, width } = tile;
  const texture = gl.createTexture();
  const framebuffer = gl.createFramebuffer();
  try {
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, tile);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    if (gl.checkFramebufferStatus(gl.FRAMEBUFFER) !== gl.FRAMEBUFFER_COMPLETE) return null;
    const pixels = new Uint8Array(height * width * 4);
    // Rows come in the order in which they went in: the first row of the picture is the texture's first.
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return gl.getError() === gl.NO_ERROR && !gl.isContextLost() ? pixels : null;
  } finally {
    gl.deleteFramebuffer(framebuffer);
    gl.deleteTexture(texture);
  }
}
