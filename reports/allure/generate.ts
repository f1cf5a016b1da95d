import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Makes one Allure report from the results of all engines and machines (allure-commandline, which needs Java).
 *
 * @param out where the runs left their results: `<out>/<engine>@<machine>/allure-results`
 * @returns the folder of the report
 * @throws Error when there are no results, when Java is missing, or with what the tool printed
 */
export async function generateReport(out: string, allure: string): Promise<string> {
  const results = globSync("*/allure-results", { cwd: out }).map((path) => join(out, path));
  if (results.length === 0) throw new Error(`There are no results in ${out} yet: run npm run features first.`);
  const report = join(out, "report");
  // Stale pages of an earlier report would stay beside the new ones.
  await rm(report, { recursive: true, force: true });
  await promisify(execFile)(allure, ["generate", ...results, "--output", report]).catch(
    (error: NodeJS.ErrnoException & { stderr?: string; stdout?: string }) => {
      const said = `${error.stdout ?? ""}${error.stderr ?? ""}`;
      if (/JAVA_HOME|java.*not found/i.test(said))
        throw new Error("The report needs Java, and there is none: apt-get install default-jre-headless");
      throw new Error(`allure generate failed: ${error.message}\n${said}`);
    },
  );
  for (const page of globSync("**/*.html", { cwd: report })) await withoutAnalytics(join(report, page));
  return report;
}

/** The generated page loads a script that counts visitors, whenever it is opened online. A report is nobody else's business. */
async function withoutAnalytics(page: string): Promise<void> {
  const html = await readFile(page, "utf8");
  const silent = stripAnalytics(html);
  if (silent !== html) await writeFile(page, silent);
}

/** Removes script elements that load from, or mention, Google's analytics. */
export function stripAnalytics(html: string): string {
  return html.replace(/<script\b[^>]*>(?:(?!<\/script>)[^])*<\/script>\s*/g, (element) =>
    /googletagmanager\.com|google-analytics\.com|\bgtag\(/.test(element) ? "" : element,
  );
}
