/** The records of a zip archive (PKWARE APPNOTE 6.3), as far as we write and read them. */

export const LOCAL = { signature: 0x04034b50, size: 30 } as const;
export const CENTRAL = { signature: 0x02014b50, size: 46 } as const;
export const END = { signature: 0x06054b50, size: 22 } as const;
export const END64 = { signature: 0x06064b50, size: 56 } as const;
export const LOCATOR64 = { signature: 0x07064b50, size: 20 } as const;

export const STORED = 0;
export const DEFLATED = 8;
/** Bit 0 of the flags. */
export const ENCRYPTED = 1;
/** Bit 11 of the flags: the name is UTF-8. */
export const UTF8 = 0x800;
/** Sizes and places from here on stand in the zip64 field instead; this value says so. */
export const BEYOND_32 = 0xffffffff;
export const BEYOND_16 = 0xffff;
/** Id of the extra field that holds them, 8 bytes each, in the order size, compressed size, offset. */
export const ZIP64_FIELD = 1;

/** Deflate can't do better than 258 bytes for 2 bits. */
export const BEST_RATIO = 1032;
