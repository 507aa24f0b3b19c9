/** The text of a program for Python. */
declare module '*.py' {
  const text: string;
  export default text;
}
