import { constants } from 'node:os';
import { describe, expect, test } from 'vitest';
import { readProblem, writeProblem } from './file-problems';

/** What no open, read, write, rename or flush of a file answers: of calls, sockets, messages and processes. */
const notOfFiles = [
  ...['E2BIG', 'EADDRINUSE', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EALREADY', 'EBADF', 'EBADMSG', 'ECHILD'],
  ...['EDESTADDRREQ', 'EDOM', 'EFAULT', 'EIDRM', 'EISCONN', 'EMSGSIZE', 'EMULTIHOP', 'ENODATA', 'ENOEXEC'],
  ...['ENOMSG', 'ENOPROTOOPT', 'ENOSR', 'ENOSTR', 'ENOTSOCK', 'ENOTTY', 'EPROTONOSUPPORT', 'EPROTOTYPE'],
  ...['ERANGE', 'ESPIPE', 'ESRCH'],
];
const codes = Object.keys(constants.errno).filter(
  (code) => code.startsWith('E') && !notOfFiles.includes(code),
);

describe('of the codes with which this system may answer', () => {
  test.each(codes)('%s has its reason', (code) => {
    expect(writeProblem('a.cnn', code, false)).toMatch(
      new RegExp(`^a\\.cnn could not be written: .+ \\(${code}\\)\\. [A-Z].+\\.$`),
    );
    expect(readProblem('a.cnn', code)).toMatch(
      new RegExp(`^a\\.cnn can't be read: .+ \\(${code}\\)\\. [A-Z].+\\.$`),
    );
    expect(writeProblem('a.cnn', code, false)).not.toContain('no known reason');
  });
});

test('what no file is has its own sentence, and no code', () => {
  expect(writeProblem('m', 'pipe', false)).toBe(
    'm could not be written: a pipe has that name, and is no place for a file. Choose another name.',
  );
  expect(readProblem('m', 'pipe')).toBe(
    "m can't be read: it is a pipe, and no file. Save what comes out of it as a file first.",
  );
  expect(readProblem('m', 'EISDIR')).toBe("m can't be read: it is a folder (EISDIR). Choose a file in it.");
});

test('a code that nobody knows is shown', () => {
  expect(writeProblem('m', 'EWHAT', true)).toBe(
    'm could not be written, and is as it was: the system gave no known reason (EWHAT). Try again, or save it in another place.',
  );
  expect(writeProblem('m', 'constructor', false)).toContain('no known reason');
});
