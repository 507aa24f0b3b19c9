/** Why a file could not be read or written, and what to do, in words: by the codes with which systems answer (errno). */

interface Reason {
  readonly why: string;
  readonly todo: string;
}

const ELSEWHERE = 'save it in another place';

const noRoom: Reason = {
  why: 'there is no room left on the disk',
  todo: `Free some space and try again, or ${ELSEWHERE}.`,
};
const notAllowed: Reason = {
  why: 'the file, its folder or the disk is read-only, or you may not use it',
  todo: `Change that and try again, or ${ELSEWHERE}.`,
};
const gone: Reason = {
  why: 'it, or the folder in which it lies, is not there any more: moved, deleted, or on a drive that was disconnected',
  todo: `Bring it back and try again, or ${ELSEWHERE}.`,
};
const noAnswer: Reason = {
  why: 'the drive does not answer, or is damaged',
  todo: `Check its connection and try again, or ${ELSEWHERE}.`,
};
const held: Reason = {
  why: 'another program holds it',
  todo: `Close it there and try again, or ${ELSEWHERE}.`,
};
const badName: Reason = {
  why: 'the disk does not take that name',
  todo: 'Choose a plainer name.',
};

const reasons: Readonly<Record<string, Reason>> = {
  ENOSPC: noRoom,
  EDQUOT: { ...noRoom, why: 'there is no room left for you on the disk' },
  EFBIG: { why: 'the disk takes no file of that size', todo: `Try to ${ELSEWHERE}.` },
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOENT: gone,
  ENOTDIR: gone,
  ESTALE: gone,
  ENODEV: gone,
  ENXIO: gone,
  EIO: noAnswer,
  EREMOTEIO: noAnswer,
  ETIMEDOUT: noAnswer,
  EHOSTDOWN: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETDOWN: noAnswer,
  ENETUNREACH: noAnswer,
  ENOTCONN: noAnswer,
  ECONNRESET: noAnswer,
  EBUSY: held,
  ETXTBSY: held,
  EMFILE: { why: 'too many files are open', todo: 'Close other programs and try again.' },
  ENFILE: { why: 'too many files are open', todo: 'Close other programs and try again.' },
  ENAMETOOLONG: {
    why: 'its name or the path to it is longer than the disk takes',
    todo: 'Choose a shorter name, or a folder that lies less deep.',
  },
  EINVAL: badName,
  EILSEQ: badName,
  EISDIR: { why: 'a folder has that name', todo: 'Choose another name.' },
  ENOTEMPTY: { why: 'a folder has that name', todo: 'Choose another name.' },
  ELOOP: { why: 'links on the way to it lead in a circle', todo: `Try to ${ELSEWHERE}.` },
};

const unknown: Reason = { why: 'the system gave no known reason', todo: `Try again, or ${ELSEWHERE}.` };

const inBrackets = (code: string | null): string => (code === null ? '' : ` (${code})`);

/** `before`: what is said of the file that was there, if there was one. */
export function writeProblem(name: string, code: string | null, before: boolean): string {
  const { why, todo } = reasons[code ?? ''] ?? unknown;
  const kept = before ? ', and is as it was' : '';
  return `${name} could not be written${kept}: ${why}${inBrackets(code)}. ${todo}`;
}

export function readProblem(name: string, code: string | null): string {
  const { why } = reasons[code ?? ''] ?? unknown;
  return `${name} can't be read: ${why}${inBrackets(code)}. Check that it is there and that you may read it.`;
}

/** Written and in its place, but its folder was not flushed. */
export function unconfirmed(name: string, code: string | null): string {
  return `${name} was written, but the disk did not confirm it${inBrackets(code)}, so that a power cut could still undo it. Save it again, or ${ELSEWHERE}.`;
}
