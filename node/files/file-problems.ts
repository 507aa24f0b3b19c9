/**
 * Why a file could not be read or written, and what to do, in words: by the codes with which systems answer (errno),
 * and by words of our own for what no file is.
 */
import type { FileFacts } from './disk';

interface Reason {
  readonly why: string;
  /** What to do about a write. */
  readonly todo: string;
  /** What to do about a read, where it isn't to look whether it is there and may be read. */
  readonly reading?: { readonly why?: string; readonly todo: string };
}

const ELSEWHERE = 'save it in another place';

const noRoom: Reason = {
  why: 'there is no room left on the disk',
  todo: `Free some space and try again, or ${ELSEWHERE}.`,
};
const notAllowed: Reason = {
  why: 'the file, its folder or the disk is read-only, or you may not use it',
  todo: `Change that and try again, or ${ELSEWHERE}.`,
  reading: { why: 'you may not read it', todo: 'Change that and try again.' },
};
/** A file is made where none was: whatever is not there when it is written is its folder. */
const gone: Reason = {
  why: 'the folder in which it should lie is not there: mistyped, moved, deleted, or on a drive that was disconnected',
  todo: `Make it or bring it back and try again, or ${ELSEWHERE}.`,
  reading: {
    why: 'it is not there: mistyped, moved, deleted, or on a drive that was disconnected',
    todo: 'Check its name and its place.',
  },
};
const fileOnTheWay: Reason = {
  why: 'a file lies where one of the folders that lead to it should be',
  todo: `Move that file away and try again, or ${ELSEWHERE}.`,
  reading: { todo: 'Check its name and its place.' },
};
const noAnswer: Reason = {
  why: 'the drive does not answer, or is damaged',
  todo: `Check its connection and try again, or ${ELSEWHERE}.`,
  reading: { todo: 'Check its connection and try again.' },
};
const held: Reason = {
  why: 'another program holds it',
  todo: `Close it there and try again, or ${ELSEWHERE}.`,
  reading: { todo: 'Close it there and try again.' },
};
const badName: Reason = {
  why: 'the disk does not take that name',
  todo: 'Choose a plainer name.',
  reading: { todo: 'Check its name and its place.' },
};
const tooManyOpen: Reason = {
  why: 'too many files are open',
  todo: 'Close other programs and try again.',
  reading: { todo: 'Close other programs and try again.' },
};
const noMemory: Reason = {
  why: 'there is not enough memory left',
  todo: 'Close other programs and try again.',
  reading: { todo: 'Close other programs and try again.' },
};
const noSuchWork: Reason = {
  why: 'the disk can’t do what that needs',
  todo: `Try to ${ELSEWHERE}.`,
  reading: { todo: 'Copy it to another disk and try again.' },
};
const interrupted: Reason = {
  why: 'the system was busy or was interrupted',
  todo: `Try again, or ${ELSEWHERE}.`,
  reading: { todo: 'Try again.' },
};
const folder: Reason = {
  why: 'a folder has that name',
  todo: 'Choose another name.',
  reading: { why: 'it is a folder', todo: 'Choose a file in it.' },
};

const notAFile = (what: string): Reason => ({
  why: `${what} has that name, and is no place for a file`,
  todo: 'Choose another name.',
  reading: { why: `it is ${what}, and no file`, todo: 'Save what comes out of it as a file first.' },
});

const reasons: Readonly<Record<string, Reason>> = {
  ENOSPC: noRoom,
  EDQUOT: { ...noRoom, why: 'there is no room left for you on the disk' },
  EFBIG: { why: 'the disk takes no file of that size', todo: `Try to ${ELSEWHERE}.` },
  EOVERFLOW: { why: 'the disk takes no file of that size', todo: `Try to ${ELSEWHERE}.` },
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOENT: gone,
  ESTALE: gone,
  ENODEV: gone,
  ENXIO: gone,
  ENOTDIR: fileOnTheWay,
  // A folder could not be made, since something else has its name.
  EEXIST: fileOnTheWay,
  EIO: noAnswer,
  EREMOTEIO: noAnswer,
  ENOLINK: noAnswer,
  EPROTO: noAnswer,
  EPIPE: noAnswer,
  ETIME: noAnswer,
  ETIMEDOUT: noAnswer,
  EHOSTDOWN: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETDOWN: noAnswer,
  ENETRESET: noAnswer,
  ENETUNREACH: noAnswer,
  ENOTCONN: noAnswer,
  ECONNABORTED: noAnswer,
  ECONNREFUSED: noAnswer,
  ECONNRESET: noAnswer,
  EBUSY: held,
  ETXTBSY: held,
  EDEADLK: held,
  ENOLCK: held,
  EMFILE: tooManyOpen,
  ENFILE: tooManyOpen,
  ENOMEM: noMemory,
  ENOBUFS: noMemory,
  EAGAIN: interrupted,
  EWOULDBLOCK: interrupted,
  EINTR: interrupted,
  ECANCELED: interrupted,
  EINPROGRESS: interrupted,
  ENAMETOOLONG: {
    why: 'its name or the path to it is longer than the disk takes',
    todo: 'Choose a shorter name, or a folder that lies less deep.',
    reading: { todo: 'Give it a shorter name, or move it to a folder that lies less deep.' },
  },
  EINVAL: badName,
  EILSEQ: badName,
  EISDIR: folder,
  ENOTEMPTY: folder,
  ELOOP: {
    why: 'links on the way to it lead in a circle',
    todo: `Mend or remove the links, or ${ELSEWHERE}.`,
    reading: { todo: 'Mend the links.' },
  },
  EMLINK: noSuchWork,
  ENOSYS: noSuchWork,
  ENOTSUP: noSuchWork,
  EOPNOTSUPP: noSuchWork,
  EXDEV: noSuchWork,
  pipe: notAFile('a pipe'),
  socket: notAFile('a socket'),
  device: notAFile('a device'),
  dangling: {
    why: 'it is a link that leads to nothing',
    todo: 'Bring back what it led to, or remove the link, or choose another name.',
  },
};

const unknown: Reason = { why: 'the system gave no known reason', todo: `Try again, or ${ELSEWHERE}.` };

const reasonOf = (code: string | null): Reason =>
  (code !== null && Object.hasOwn(reasons, code) ? reasons[code] : undefined) ?? unknown;

const inBrackets = (code: string | null): string =>
  code === null || !/^[A-Z]/.test(code) ? '' : ` (${code})`;

/** A code for what is no file, with which the sentences here begin; null for a file. */
export function whatIsNoFile(facts: FileFacts): string | null {
  if (facts.isFile()) return null;
  if (facts.isDirectory()) return 'EISDIR';
  if (facts.isFIFO()) return 'pipe';
  return facts.isSocket() ? 'socket' : 'device';
}

/** `before`: what is said of the file that was there, if there was one. */
export function writeProblem(name: string, code: string | null, before: boolean): string {
  const { why, todo } = reasonOf(code);
  const kept = before ? ', and is as it was' : '';
  return `${name} could not be written${kept}: ${why}${inBrackets(code)}. ${todo}`;
}

export function readProblem(name: string, code: string | null): string {
  const { why, reading } = reasonOf(code);
  const todo = reading?.todo ?? 'Check that it is there and that you may read it.';
  return `${name} can't be read: ${reading?.why ?? why}${inBrackets(code)}. ${todo}`;
}

export function removalProblem(name: string, code: string | null): string {
  const { why, reading } = reasonOf(code);
  return `${name} can't be removed: ${why}${inBrackets(code)}. ${reading?.todo ?? 'Change that and try again.'}`;
}

/** Written and in its place, but its folder was not flushed. */
export function unconfirmed(name: string, code: string | null): string {
  return `${name} was written, but the disk did not confirm it${inBrackets(code)}, so that a power cut could still undo it. Save it again, or ${ELSEWHERE}.`;
}
