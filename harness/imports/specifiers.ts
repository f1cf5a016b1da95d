/** Static imports and re-exports, and `import()` of a literal; one match an import, the specifier in a group. */
const forms = [
  /^[ \t]*import\s+(?:type\s+)?(?:[\w*{}\s,$]+?\sfrom\s*)?["']([^"']+)["']/gm,
  /^[ \t]*export\s+(?:type\s+)?(?:\*|\*\s+as\s+\w+|\{[^}]*\})\s*from\s*["']([^"']+)["']/gm,
  /\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
  /\bimport\.meta\.resolve\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
  /\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
];

/**
 * The specifiers that a module imports, types included, in no particular order. In a template the part before `${` counts. Comments
 * are left out; a text that looks like an import at the beginning of a line counts as one, to be on the safe side.
 */
export function specifiers(source: string): string[] {
  const code = source.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " ")).replace(/^\s*\/\/.*$/gm, "");
  return forms.flatMap((form) => [...code.matchAll(form)].map((match) => (match[1] ?? "").split("${")[0] ?? ""));
}
