/** A command line without an option that takes a value, written as one word or as two. */
export function withoutOption(args: readonly string[], option: string): string[] {
  const end = args.indexOf("--");
  const isOption = (at: number): boolean => args[at] === option && (end < 0 || at < end);
  return args.filter((arg, at) => !isOption(at) && !isOption(at - 1) && !(arg.startsWith(`${option}=`) && (end < 0 || at < end)));
}
