import { join, relative } from "node:path";
import { generateReport } from "../../reports/allure/generate.ts";
import { outDirectory } from "../../reports/paths.ts";
import { tellFailure } from "../failure.ts";
import { root } from "../root.ts";

try {
  const report = await generateReport(outDirectory, join(root, "node_modules/.bin/allure"));
  console.log(
    `The report is in ${relative(root, report)}/index.html. Browsers want it from a server: npx allure open ${relative(root, report)}`,
  );
} catch (error) {
  tellFailure(error);
}
