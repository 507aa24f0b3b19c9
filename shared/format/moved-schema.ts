/** Where layers went, as files and drafts keep it: [old path, new path], in the map's order, which has a meaning. */
import * as z from 'zod/mini';

export const movedSchema = z.array(z.tuple([z.string(), z.string()]));
